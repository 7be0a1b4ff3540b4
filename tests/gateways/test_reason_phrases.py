"""What an office explained once is remembered, and a file that says nonsense is named."""

import pytest

from payung.core.cover.rejections import Phrases
from payung.gateways.reason_phrases import ReasonPhrasesWrong, explained, read_phrases, write_phrases


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "kata.csv"
    assert read_phrases(path) == Phrases()
    known = explained(Phrases(), {"Mohon konfirmasi, cabang!": "incomplete", "=MASUK": "accepted", "--": "over_age"})
    assert known.means == {"MOHON KONFIRMASI CABANG": "incomplete", "MASUK": "accepted"}
    write_phrases(path, known)
    assert read_phrases(path) == known
    again = explained(known, {"mohon KONFIRMASI cabang": "deceased"})
    write_phrases(path, again)
    assert read_phrases(path).means["MOHON KONFIRMASI CABANG"] == "deceased"
    assert [one.name for one in tmp_path.iterdir()] == ["kata.csv"]
    assert path.read_text().splitlines()[0] == "phrase,code"


def test_as_a_spreadsheet_saves_it(tmp_path):
    path = tmp_path / "kata.csv"
    path.write_bytes("\ufeffphrase;code\r\nUmur lewat;OVER_AGE \r\n;\r\nUMUR LEWAT;over_age\r\n".encode())
    assert read_phrases(path).means == {"UMUR LEWAT": "over_age"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kata,kode\na,over_age\n",
        b"phrase,code\na,what\n",
        b"phrase,code\na\n",
        b"phrase,code\n--,over_age\n",
        b"phrase,code\na,over_age\nA!,deceased\n",
        b"phrase,code\n\xff\xfe,over_age\n",
        b"phrase,code\n" + b"a" * 2**20,
        b'phrase,code\n"' + b"a" * 200_000 + b'",over_age\n',
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, content):
    (tmp_path / "kata.csv").write_bytes(content)
    with pytest.raises(ReasonPhrasesWrong, match="kata.csv"):
        read_phrases(tmp_path / "kata.csv")


def test_a_folder_is_no_file_and_an_unknown_code_is_not_written(tmp_path):
    with pytest.raises(ReasonPhrasesWrong):
        read_phrases(tmp_path)
    with pytest.raises(ReasonPhrasesWrong):
        write_phrases(tmp_path / "kata.csv", Phrases({"A": "nonsense"}))
    assert not list(tmp_path.iterdir())
