project = "Constructs"
author = "Nobody"
extensions = [
    "sphinx_roundtable",
    "sphinx.ext.ifconfig",
    "sphinx.ext.todo",
    "sphinx.ext.viewcode",
    "sphinx.ext.autosectionlabel",
]
roundtables = ["talk/panel"]
autosectionlabel_prefix_document = True
todo_include_todos = True
numfig = True
show_hidden = True


def setup(app):
    app.add_config_value("show_hidden", True, "env")
