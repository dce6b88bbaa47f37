"""An unknown heading is asked about once; what was answered is remembered in a file that anybody can read."""

import json

from typer.testing import CliRunner

from tallystick.cli.inspect import app

LIST = "Prepared,Facility,Shoe Size\n2025-03-04,HARBORTON POLICE DEPT,44\n"


def run(*words):
    return CliRunner().invoke(app, [*map(str, words), "--json"])


def test_an_answer_is_remembered_for_the_next_list(tmp_path):
    path, answers = tmp_path / "list.csv", tmp_path / "kept" / "answers.json"
    path.write_text(LIST)
    asked = run(path, "--answers", answers)
    assert "'Shoe Size'" in str(asked.exception)
    told = run(path, "--answers", answers, "--column", "Shoe Size=ignored")
    assert json.loads(told.stdout)["columns"]["Shoe Size"] == "ignored"
    assert json.loads(answers.read_text()) == {"Shoe Size": "ignored"}
    assert json.loads(run(path, "--answers", answers).stdout)["rows"] == 1


def test_a_file_that_holds_no_answers_is_refused(tmp_path):
    path, answers = tmp_path / "list.csv", tmp_path / "answers.json"
    path.write_text(LIST)
    answers.write_text('{"Shoe Size": "footwear"}')
    assert "these are no answers" in str(run(path, "--answers", answers).exception)
