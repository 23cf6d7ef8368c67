"""Constructs that authors use: name, source, pieces of text in the order they must be read."""

from __future__ import annotations

from tests.typst.books import jpeg, png, svg

REST: list[tuple[str, str, list[str]]] = [
    ("paragraphs", 'One.\n\nTwo \\* "three" #4 $5 [6] <7> @8 _9 `', []),
    (
        "markup characters",
        "a # b $ c @ d [e] {f} <g> ~h \\\\i",
        ["a # b $ c @ d [e] {f} <g> ~h \\i"],
    ),
    ("emphasis", "*soft* **hard** :title-reference:`Work`", ["soft hard Work"]),
    ("literal", 'x ``a "b" \\n #c`` y', ['x a "b" \\n #c y']),
    ("sub and super", "H\\ :sub:`2`\\ O x\\ :sup:`3`", ["H", "2", "O x", "3"]),
    ("long name", f"``{'a' * 40}.{'b' * 60}``", ["a" * 40]),
    ("code role", ".. role:: py(code)\n   :language: python\n\nA :py:`def f()` b", ["A def f() b"]),
    ("abbreviation", ":abbr:`LIFO (last in)` x", ["LIFO (last in) x"]),
    (
        "keys and menus",
        ":kbd:`Ctrl-C` :menuselection:`A --> B` :guilabel:`&Go`",
        ["Ctrl", "C", "A", "B", "Go"],
    ),
    ("file and option", ":file:`/usr/{x}/y` :command:`ls` :program:`sh`", ["/usr/x/y", "ls sh"]),
    ("bullet list", "- a\n- b\n\n  - c\n\n- d", ["a", "b", "c", "d"]),
    ("loose list", "- a\n\n  a2\n\n- b", ["a", "a2", "b"]),
    ("numbered list", "3. x\n4. y", ["3. x", "4. y"]),
    ("letters", "a) x\n#) y", ["a) x", "b) y"]),
    ("roman", "(iv) x\n(v) y", ["(iv) x", "(v) y"]),
    ("nested numbers", "1. x\n\n   a. y\n\n2. z", ["1. x", "a. y", "2. z"]),
    (
        "definitions",
        "term : kind\n    The text.\n\n    More.\nother\n    Text 2.",
        ["term : kind", "The text.", "More.", "other", "Text 2."],
    ),
    ("fields", ":Date: today\n:Who: me\n\nText", ["Text"]),
    (
        "field list",
        "Text\n\n:Speed: fast\n:Cost:\n   low\n\n   very",
        ["Speed fast", "Cost", "low", "very"],
    ),
    (
        "options",
        "-a, --all=X  Show all.\n--b          Bee.",
        ["-a, --all=X", "Show all.", "--b", "Bee."],
    ),
    ("line block", "| one\n|    two\n| three\n|\n| four", ["one", "two", "three", "four"]),
    ("block quote", "Before\n\n   Quoted.\n\n   -- Someone", ["Before", "Quoted.", "Someone"]),
    ("epigraph", ".. epigraph::\n\n   Wise words.\n\n   -- A sage", ["Wise words.", "A sage"]),
    ("pull quote", ".. pull-quote::\n\n   Pulled.", ["Pulled."]),
    ("indented list", "Before\n\n  - a\n  - b", ["Before", "a", "b"]),
    ("literal block", '::\n\n   a  b\n     c # "d"', ['a b c # "d"']),
    (
        "code",
        ".. code-block:: python\n\n   def f():\n       return '\\n'",
        ["def f(): return '\\n'"],
    ),
    (
        "code caption",
        ".. code-block:: c\n   :caption: The cap\n   :name: cc\n\n   int x;\n\nSee :ref:`cc`.",
        ["The cap", "int x;", "See The cap."],
    ),
    (
        "code numbers",
        (
            ".. code-block:: text\n   :linenos:\n   :lineno-start: 7\n"
            "   :emphasize-lines: 2\n\n   aa\n   bb"
        ),
        ["7", "aa", "8", "bb"],
    ),
    ("doctest", ">>> 1 + 1\n2", [">>> 1 + 1", "2"]),
    ("parsed literal", ".. parsed-literal::\n\n   a *b*\n     c", ["a b", "c"]),
    ("rubric", ".. rubric:: Rub\n\nText", ["Rub", "Text"]),
    ("topic", ".. topic:: Top\n\n   Body", ["Top", "Body"]),
    (
        "sidebar",
        ".. sidebar:: Side\n   :subtitle: Sub\n\n   Body\n\nText",
        ["Side", "Sub", "Body", "Text"],
    ),
    (
        "contents",
        ".. contents:: In here\n\nInner\n-----\n\nText",
        ["In here", "Inner", "Inner", "Text"],
    ),
    ("own admonition", ".. admonition:: Mine\n\n   Body", ["Mine", "Body"]),
    (
        "version",
        ".. versionadded:: 1.2\n   New.\n\n.. deprecated:: 3\n\n   Old.\n\n   Longer.",
        ["Added in version 1.2", "New.", "Deprecated since version 3", "Old.", "Longer."],
    ),
    ("seealso", ".. seealso:: That", ["See also", "That"]),
    ("centered", ".. centered:: In the middle", ["In the middle"]),
    ("hlist", ".. hlist::\n   :columns: 2\n\n   * a\n   * b\n   * c", ["a", "b", "c"]),
    ("transition", "One\n\n-----\n\nTwo", ["One", "Two"]),
    (
        "glossary",
        ".. glossary::\n\n   apple\n   pear\n      A fruit.\n\nAn :term:`apple`.",
        ["apple", "pear", "A fruit.", "An apple."],
    ),
    ("citation", "As in [Roe]_.\n\n.. [Roe] The book.", ["As in [Roe]", "[Roe]", "The book."]),
    ("citation twice", "[Roe]_ [Roe]_\n\n.. [Roe] Text.\n\n   More.", ["Text.", "More."]),
    ("table", "== ==\nA  B\n== ==\n1  2\n3  4\n== ==", ["A", "B", "1", "2", "3", "4"]),
    (
        "spans",
        (
            "+---+---+\n| a | b |\n+===+===+\n| wide  |\n+---+---+\n| x | y |\n"
            "|   +---+\n|   | z |\n+---+---+"
        ),
        ["a", "b", "wide", "x", "z"],
    ),
    (
        "list table",
        (
            ".. list-table:: Cap\n   :header-rows: 1\n   :stub-columns: 1\n   :widths: 1 3\n\n"
            "   * - H1\n     - H2\n   * - s\n     - t"
        ),
        ["Cap", "H1", "H2", "s", "t"],
    ),
    ("csv table", ".. csv-table:: Csv\n   :header: a, b\n\n   1, 2", ["Csv", "a", "b", "1", "2"]),
    ("table in a list", "- x\n\n  == ==\n  1  2\n  == ==", ["x", "1", "2"]),
    (
        "table width",
        ".. table:: T\n   :width: 50%\n   :align: center\n\n   == ==\n   1  2\n   == ==",
        ["T", "1", "2"],
    ),
    ("list in a cell", "+------+\n| - a  |\n| - b  |\n+------+", ["a", "b"]),
    ("empty cells", "+---+---+\n|   | b |\n+---+---+", ["b"]),
    ("only", ".. only:: typst\n\n   Here.\n\n.. only:: html\n\n   Nowhere.", ["Here."]),
    (
        "raw",
        '.. raw:: typst\n\n   #text(weight: "bold")[Own]\n\n.. raw:: html\n\n   <b>Nowhere</b>',
        ["Own"],
    ),
    ("container", ".. container:: some-class\n\n   Inside.", ["Inside."]),
    ("compound", ".. compound::\n\n   One::\n\n      code\n\n   two.", ["One", "code", "two."]),
    ("class", ".. class:: special\n\nText.", ["Text."]),
    ("comment", ".. not shown\n\nText.", ["Text."]),
    ("meta", ".. meta::\n   :description: d\n\nText.", ["Text."]),
    ("substitution", "A |x| b.\n\n.. |x| replace:: *y*", ["A y b."]),
    (
        "grammar",
        '.. productionlist::\n   a: "x" `b`\n   b: "y"',
        ["a", "::=", '"x" b', "b", "::=", '"y"'],
    ),
    (
        "function",
        ".. py:function:: f(a, b=1, *c) -> int\n\n   Does.\n\n   :param a: An a.\n   :returns: It.",
        ["f(a, b=1, *c)", "int", "Does.", "An a.", "It."],
    ),
    (
        "class object",
        ".. py:class:: C(x[, y])\n\n   .. py:method:: m()\n      :async:\n\n      Inner.",
        ["class C(x[, y])", "async m()", "Inner."],
    ),
    ("c function", ".. c:function:: int f(char *x)\n\n   Text.", ["int f(char *x)", "Text."]),
    (
        "cpp",
        ".. cpp:function:: template<typename T> T f(T a)\n\n   Text.",
        ["template<typename T>", "T f(T a)", "Text."],
    ),
    (
        "option",
        ".. program:: p\n\n.. option:: -v, --verbose\n\n   More.\n\n:option:`-v`",
        ["-v, --verbose", "More.", "-v"],
    ),
    (
        "confval",
        ".. confval:: x\n   :type: int\n   :default: 3\n\n   Text.",
        ["x", "int", "3", "Text."],
    ),
    ("download", ":download:`this <conf.py>`", ["this"]),
    ("email", "a.b@example.org", ["a.b@example.org"]),
    (
        "named links",
        "`Here <https://example.org>`_ and there_.\n\n.. _there: https://example.com",
        ["Here and there."],
    ),
    (
        "deep",
        "A\n-\n\na\n\nB\n~\n\nb\n\nC\n^\n\nc\n\nD\n*\n\nd\n\nE\n+\n\ne",
        ["A", "a", "B", "b", "C", "c", "D", "d", "E", "e"],
    ),
    (
        "cards",
        (
            ".. grid:: 2\n\n   .. grid-item-card:: Title\n"
            "      :link: https://example.org\n\n      Inside.\n\n"
            "   .. grid-item-card:: Other\n\n      More."
        ),
        ["Title", "Inside.", "Other", "More."],
    ),
    ("dropdown", ".. dropdown:: Open me\n\n   Inside.", ["Open me", "Inside."]),
    (
        "tabs",
        (
            ".. tab-set::\n\n   .. tab-item:: One\n\n      First.\n\n"
            "   .. tab-item:: Two\n\n      Second."
        ),
        ["One", "First.", "Two", "Second."],
    ),
    (
        "badges",
        ":bdg-primary:`new` and :bdg-link-info:`this <https://example.org>`",
        ["new and this"],
    ),
    ("button", ".. button-link:: https://example.org\n\n   Press", ["Press"]),
    ("unicode", "Καλημέρα Привет – “x” … ½", ["Καλημέρα Привет – “x” … ½"]),
    ("equal lines", "a\n=\n\nText.", ["Text."]),
    (
        "figure",
        (
            ".. figure:: a.png\n   :alt: A dot\n   :width: 2cm\n   :figwidth: 60%\n   :align: right\n   :name: fig\n\n"
            "   The *caption*.\n\n   The legend.\n\n   - more\n\nSee :ref:`fig`."
        ),
        ["The caption.", "The legend.", "more", "See The caption."],
    ),
    (
        "images",
        (
            ".. image:: a.png\n   :alt: PNG\n   :width: 50%\n\n.. image:: b.svg\n   :alt: SVG\n   :scale: 50\n\n"
            ".. image:: c.jpg\n   :alt: JPEG\n   :height: 2cm\n   :align: center\n\nA |i| b.\n\n"
            ".. |i| image:: b.*\n   :alt: inline\n   :height: 1em"
        ),
        ["A", "b."],
    ),
    ("linked image", ".. image:: a.png\n   :alt: A dot\n   :target: https://example.org", []),
    (
        "footnote kinds",
        (
            "By number [2]_, by itself [#]_, by name [#n]_, by sign [*]_ and again [#n]_.\n\n"
            ".. [2] Two.\n.. [#] Itself.\n.. [#n] Name.\n\n   More.\n.. [*] Sign."
        ),
        ["By number", "and again", "Two.", "Itself.", "Name.", "More.", "Sign."],
    ),
    (
        "literalinclude",
        (
            ".. literalinclude:: code.py\n   :language: python\n   :lines: 1-2\n   :caption: Its name\n"
            "   :linenos:\n   :emphasize-lines: 2"
        ),
        ["Its name", "def f():", "return 1"],
    ),
    ("diff of files", ".. literalinclude:: code.py\n   :diff: old.py", ["-def g():", "+def f():"]),
    (
        "code of any language",
        "".join(
            f".. code-block:: {one}\n   :force:\n\n   some {one} here\n\n"
            for one in ("none", "pycon", "console", "json", "rst", "html+jinja", "nasm", "guess")
        ),
        ["some none here", "some pycon here", "some nasm here", "some guess here"],
    ),
    ("highlight", ".. highlight:: c\n\n::\n\n   int x;", ["int x;"]),
    (
        "version notes",
        (
            ".. versionchanged:: 1.1\n   Changed.\n\n.. versionremoved:: 2\n   Gone.\n\n.. versionadded:: 3"
        ),
        [
            "Changed in version 1.1",
            "Changed.",
            "Removed in version 2",
            "Gone.",
            "Added in version 3",
        ],
    ),
    (
        "nested table",
        ("+---------+---+\n| == ==   | c |\n| 1  2    |   |\n| == ==   |   |\n+---------+---+"),
        ["1", "2", "c"],
    ),
    (
        "csv table of a file",
        ".. csv-table:: Title\n   :file: t.csv\n   :header-rows: 1",
        ["Title", "h1", "h2", "v1", "v2"],
    ),
    (
        "table with a note",
        "== ==\nA  B\n== ==\n1  2 [#]_\n== ==\n\n.. [#] Of the table.",
        ["A", "1", "Of the table."],
    ),
    (
        "table of columns",
        ".. tabularcolumns:: |l|r|\n\n== ==\nA  B\n== ==\n1  2\n== ==",
        ["A", "B", "1", "2"],
    ),
    (
        "wide table",
        (
            ".. list-table::\n   :widths: auto\n\n   * "
            + "\n     ".join(f"- Column number {n}" for n in range(12))
        ),
        ["Column", "number", "11"],
    ),
    ("highlights", ".. highlights::\n\n   Points.", ["Points."]),
    (
        "quotation by another",
        "Before\n\n   One.\n\n   -- A\n\n   Two.\n\n   -- B",
        ["One.", "A", "Two.", "B"],
    ),
    ("line blocks in each other", "| a\n|   b\n|     c\n|   d\n| e", ["a", "b", "c", "d", "e"]),
    ("line block of a poem", "   | a *soft*\n   | b\n\n   -- Poet", ["a soft", "b", "Poet"]),
    (
        "definition of several terms",
        (".. glossary::\n\n   one\n   two : kind\n      Both.\n\n:term:`two` :term:`words <one>`"),
        ["one", "two", "Both.", "two words"],
    ),
    (
        "field lists in each other",
        ":a: b\n\n   :c: d\n:e:\n   - f\n   - g",
        ["a", "b", "c", "d", "e", "f", "g"],
    ),
    ("docinfo", ":author: Me\n:version: 1\n:abstract: Brief.\n\nText.", ["Text."]),
    (
        "options of all forms",
        (
            "-f FILE, --file=FILE  From a\n                      file.\n/V                    DOS.\n+p                    Plus."
        ),
        ["-f FILE, --file=FILE", "From a file.", "/V", "DOS.", "Plus."],
    ),
    ("acks", ".. acks::\n\n   * Ann\n   * Bo", ["Ann", "Bo"]),
    (
        "roles",
        (
            ":pep:`8` :rfc:`2324` :samp:`a{b}c` :mailheader:`To` :mimetype:`text/plain` :regexp:`[a-z]+` "
            ":makevar:`CC` :dfn:`word` :manpage:`ls(1)` :newsgroup:`a.b` :envvar:`HOME` :token:`x` "
            ":code:`x = 1` :literal:`y` :strong:`s` :emphasis:`e` :sup:`u` :sub:`v`"
        ),
        ["PEP 8 RFC 2324", "abc To text/plain [a-z]+", "CC word ls(1) a.b HOME x"],
    ),
    (
        "python objects",
        (
            ".. py:module:: m\n\n.. py:data:: D\n   :type: int\n   :value: 3\n\n   Its use.\n\n"
            ".. py:exception:: E\n\n.. py:class:: K(a: int = 1, /, b=None, *, c)\n   :final:\n\n   Of K.\n\n"
            "   .. py:attribute:: at\n   .. py:property:: pr\n      :type: str\n   .. py:staticmethod:: s()\n"
            "   .. py:classmethod:: cm()\n\n.. py:decorator:: deco\n\n.. py:type:: Alias\n   :canonical: list[int]\n\n"
            ":py:class:`K`, :py:meth:`K.s`, :py:mod:`m`"
        ),
        [
            "m.D: int",
            "3",
            "Its use.",
            "exception",
            "m.E",
            "final class m.K(a: int = 1, /, b=None, *, c)",
            "Of K.",
            "at",
            "property pr: str",
            "static s()",
            "classmethod cm()",
            "@m.deco",
            "Alias",
            "K, K.s(), m",
        ],
    ),
    (
        "long signature",
        (
            ".. py:function:: very_long_function_name(first_parameter: int, second_parameter: str, "
            "third_parameter: dict[str, int], fourth_parameter: None = None) -> list[str]\n"
            "   :single-line-parameter-list:\n\n   Text."
        ),
        [
            "very_long_function_name(first_parameter: int,",
            "fourth_parameter: None = None)",
            "Text.",
        ],
    ),
    (
        "generic function",
        ".. py:function:: f[T: int](a: T) -> T\n\n   Text.",
        ["f[T: int](a: T)", "T", "Text."],
    ),
    (
        "fields of an object",
        (
            ".. py:function:: f(a, b)\n\n   :param int a: An a.\n   :param b: A b.\n   :type b: str\n"
            "   :returns: It.\n   :rtype: bool\n   :raises ValueError: Never.\n   :meta private:"
        ),
        ["f(a, b)", "a (int)", "An a.", "b (str)", "A b.", "It.", "bool", "ValueError", "Never."],
    ),
    (
        "javascript",
        ".. js:function:: f(a, [b])\n\n   Text.\n\n   :returns: It.",
        ["f(a", "b", "Text.", "It."],
    ),
    (
        "c types",
        ".. c:struct:: S\n\n   .. c:member:: int a\n\n.. c:macro:: M(x)\n\n.. c:enum:: E",
        ["struct S", "int a", "M(x)", "enum E"],
    ),
    (
        "cpp types",
        ".. cpp:class:: template<class T> A : public B\n\n.. cpp:enum-class:: E\n\n.. cpp:concept:: template<typename T> C",
        ["A : public B", "enum class E", "concept"],
    ),
    (
        "rst objects",
        ".. rst:directive:: foo\n\n   .. rst:directive:option:: bar: x\n\n.. rst:role:: baz",
        [".. foo::", ":bar: x", ":baz:"],
    ),
    (
        "other objects",
        ".. describe:: thing\n\n   A thing.\n\n.. envvar:: HOME\n\n   A home.",
        ["thing", "A thing.", "HOME", "A home."],
    ),
    (
        "commands",
        ".. program:: git\n\n.. option:: add [--force] <path>\n\n   Adds.\n\n:option:`git add`",
        ["add [--force] <path>", "Adds.", "git add"],
    ),
    (
        "several signatures",
        ".. py:function:: f(a)\n                 f(a, b)\n\n   Both.",
        ["f(a)", "f(a, b)", "Both."],
    ),
    (
        "grammar of several lines",
        (
            '.. productionlist:: g\n   try_stmt: try1 | try2\n   try1: "try" ":" `suite`\n       : ("except" `suite`)+\n\n:token:`~g:try1`'
        ),
        ["try_stmt", "try1 | try2", '"try"', '("except" suite)+', "try1"],
    ),
    (
        "index entries",
        (
            ".. index:: a\n   single: b; c\n   pair: d; e\n   triple: f; g; h\n   see: i; a\n   seealso: j; a\n   ! k\n\nText."
        ),
        ["Text.", "Index", "a", "b", "c", "see a", "see also a"],
    ),
    ("todo", ".. todo:: Do it.\n\n.. todolist::", ["Todo", "Do it.", "Do it."]),
    (
        "ifconfig",
        ".. ifconfig:: language == 'en'\n\n   Shown.\n\n.. ifconfig:: language == 'de'\n\n   Nowhere.",
        ["Shown."],
    ),
    ("autosummary", ".. autosummary::\n\n   json.dumps", ["json.dumps", "Serialize"]),
    (
        "autodoc",
        ".. autofunction:: textwrap.dedent",
        ["textwrap.dedent(text)", "Remove any common leading whitespace"],
    ),
    ("external links", ":issue:`7`", ["#7"]),
    (
        "doctest blocks",
        ".. doctest::\n\n   >>> 1\n   1\n\n.. testcode::\n\n   print(2)\n\n.. testoutput::\n\n   2",
        [">>> 1", "print(2)", "2"],
    ),
    ("include", ".. include:: part.txt", ["Included text."]),
    (
        "replacements",
        "|date| |nbsp| |time|\n\n.. |date| date:: %Y\n.. |time| unicode:: U+00A9 Roe\n.. |nbsp| unicode:: 0xA0\n   :trim:",
        ["©Roe"],
    ),
    ("own role", ".. role:: custom(strong)\n\nA :custom:`b` c.", ["A b c."]),
    (
        "raw role",
        ".. role:: raw-typst(raw)\n   :format: typst\n\nA :raw-typst:`#strong[b]` c.",
        ["A b c."],
    ),
    ("class of a directive", ".. rst-class:: one two\n\n- a\n- b", ["a", "b"]),
    (
        "targets",
        ".. _a:\n.. _b:\n\nText a_ b_ `a`_ and this__.\n\n.. __: https://example.org",
        ["Text a b a and this."],
    ),
    (
        "figure of a table",
        ".. figure:: a.png\n   :alt: A dot\n\n   Cap\n\n   == ==\n   1  2\n   == ==",
        ["Cap", "1", "2"],
    ),
    ("epigraph of lines", ".. epigraph::\n\n   | One\n   | Two\n\n   -- Me", ["One", "Two", "Me"]),
    (
        "deep lists",
        "".join("  " * n + f"- level {n}\n\n" for n in range(8)),
        [f"level {n}" for n in range(8)],
    ),
    (
        "list of everything",
        (
            "#. one\n\n   .. note:: two\n\n   ::\n\n      three\n\n   == ==\n   4  5\n   == ==\n\n   .. image:: a.png\n      :alt: A dot\n\n#. six"
        ),
        ["one", "two", "three", "4", "5", "six"],
    ),
    (
        "admonition of everything",
        ".. note::\n\n   - a\n\n   ::\n\n      b\n\n   .. warning:: c\n\n   == ==\n   1  2\n   == ==",
        ["a", "b", "c", "1", "2"],
    ),
    (
        "grid of cards",
        (
            ".. grid:: 1 2 2 3\n   :gutter: 2\n\n   .. grid-item::\n      :columns: 8\n\n      Wide.\n\n   .. grid-item-card:: Title\n"
            "      :link: https://example.org\n      :img-top: a.png\n      :img-alt: A dot\n\n      Body.\n      +++\n      Foot."
        ),
        ["Wide.", "Title", "Body.", "Foot."],
    ),
    (
        "card with a head",
        ".. card:: Title\n\n   Head\n   ^^^\n   Body\n   +++\n   Foot",
        ["Head", "Title", "Body", "Foot"],
    ),
    (
        "card to a page",
        ".. card:: Title\n   :link: index\n   :link-type: doc\n\n   Body",
        ["Title", "Body", "p. 1"],
    ),
    (
        "card carousel",
        ".. card-carousel:: 2\n\n   .. card:: One\n\n      a\n\n   .. card:: Two\n\n      b",
        ["One", "a", "Two", "b"],
    ),
    (
        "synchronised tabs",
        ".. tab-set::\n   :sync-group: g\n\n   .. tab-item:: One\n      :sync: o\n\n      First.",
        ["One", "First."],
    ),
    (
        "code in tabs",
        ".. tab-set-code::\n\n   .. code-block:: python\n\n      x = 1\n\n   .. code-block:: c\n\n      int x;",
        ["x = 1", "int x;"],
    ),
    ("icons", ":octicon:`report;1em;sd-text-info` and :bdg:`plain`", ["and plain"]),
    ("button to a page", ".. button-ref:: index\n   :ref-type: doc\n\n   Press", ["Press"]),
    (
        "article info",
        ".. article-info::\n   :author: Ann\n   :date: May\n   :read-time: 1 min",
        ["Ann", "May", "1 min"],
    ),
]

MYST: list[tuple[str, str, list[str]]] = [
    ("deflist", "Term\n: Text\n: More", ["Term", "Text", "More"]),
    ("tasks", "- [ ] todo\n- [x] done", ["todo", "done"]),
    ("substitution", "A {{ key }} b", ["A value b"]),
    ("admonition", ":::{note}\nText\n:::", ["Note", "Text"]),
    ("attrs", "A [word]{.some-class} b.\n\n{.quiet}\nPara.", ["A word b.", "Para."]),
    ("table", "| a | b |\n|--|:-:|\n| 1 | 2 |", ["a", "b", "1", "2"]),
    ("footnote", "A[^n].\n\n[^n]: The note.", ["A", "The note."]),
    ("strike and break", "a\\\nb", ["a", "b"]),
    ("html", "<b>x</b> y", ["y"]),
    ("heading link", "## Sub one\n\n[to](#sub-one)", ["Sub one", "to"]),
    ("quote", '> said\n\n{attribution="Me"}\n> again', ["said", "again", "Me"]),
    ("fields", ":a: b", ["a", "b"]),
    ("code", "```{code-block} python\n:caption: Cap\nx = 1\n```", ["Cap", "x = 1"]),
    ("dollars", "It costs 5\\$ or \\$6.", ["It costs 5$ or $6."]),
    ("dollar math", "A $a^2$ b.\n\n$$\nx = y\n$$ (eq)\n\nSee {eq}`eq`.", ["A", "b.", "See (1)."]),
    ("amsmath", "\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}", []),
    ("math in a line of its own", "One\n$$\na\n$$\ntwo", ["One", "two"]),
    ("html image", '<img src="a.png" alt="A dot" width="20px">', []),
    ("figure", "```{figure} a.png\n:alt: A dot\n\nCap\n```", ["Cap"]),
    ("md figure", ":::{figure-md} name\n![A dot](a.png)\n\nCap\n:::", ["Cap"]),
    ("image with attributes", "![A dot](a.png){width=20px}", []),
    ("definition with code", "Term\n: Text\n\n  ```\n  code\n  ```", ["Term", "Text", "code"]),
    ("block break", "a\n\n+++ info\n\nb", ["a", "b"]),
    ("thematic break", "a\n\n---\n\nb", ["a", "b"]),
    ("comment", "a\n\n% hidden\n\nb", ["a", "b"]),
    ("target", "(here)=\n## Sub\n\n[](#here) {ref}`here` [words](here)", ["Sub", "Sub Sub words"]),
    (
        "url and autolink",
        "<https://example.org> [x](https://example.org 'title')",
        ["https:", "example.org x"],
    ),
    ("nested lists", "1. a\n   - b\n     1. c\n2. d", ["a", "b", "c", "d"]),
    (
        "table with marks",
        "| a | **b** |\n|---|---|\n| `c` | [d](https://example.org) |",
        ["a", "b", "c", "d"],
    ),
    ("eval-rst", "```{eval-rst}\n.. note:: Text\n```", ["Note", "Text"]),
    (
        "heading of every level",
        "## B\n\nb\n\n### C\n\nc\n\n#### D\n\nd\n\n##### E\n\ne\n\n###### F\n\nf",
        ["B", "b", "F", "f"],
    ),
]
MYST_CONF = """
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
    "html_image", "substitution", "tasklist",
]
myst_heading_anchors = 3
myst_substitutions = {"key": "value"}
"""

ADMONITIONS = [
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "tip",
    "warning",
]

REST_CONF = """
extensions += ["sphinx.ext." + name for name in
               ("autodoc", "autosummary", "doctest", "extlinks", "ifconfig", "todo")]
suppress_warnings.append("design.card_legacy")  # the older form works with all versions
todo_include_todos = True
extlinks = {"issue": ("https://example.org/%s", "#%s")}
"""

# Files that the constructs name.
FILES: dict[str, str | bytes] = {
    "a.png": png(),
    "b.svg": svg(),
    "b.png": png(),
    "c.jpg": jpeg(),
    "code.py": "def f():\n    return 1\n",
    "old.py": "def g():\n    return 1\n",
    "t.csv": "h1,h2\nv1,v2\n",
    "part.txt": "Included *text*.\n",
}
