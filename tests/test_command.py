"""The command ``sphinx-roundtable`` as a whole; what each of its parts does is tested with that."""

from __future__ import annotations

import pytest

from sphinx_roundtable import __version__
from sphinx_roundtable.cli import main


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"sphinx-roundtable {__version__}\n"


def test_its_help_names_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for command in ("inspect", "suggest", "export", "eject", "library"):
        assert f"    {command} " in said
    assert "``" not in said


def test_without_a_command_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "usage: sphinx-roundtable" in capsys.readouterr().err


def test_whoever_interrupts_it_sees_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*files: object, **options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("sphinx_roundtable.cli.inspect", interrupted)
    assert main(["inspect", "panel.rst"]) == 130
    assert capsys.readouterr().err == "sphinx-roundtable: interrupted\n"
