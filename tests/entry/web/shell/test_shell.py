"""Every page of the shell."""


def test_pages_answer(gallery):
    for where in ("/", "/isian", "/kemajuan", "/umum"):
        answer = gallery.get(where)
        assert answer.status_code == 200, where
