"""Which passwords are taken, and how they are kept."""

import unicodedata

import pytest

from panel.signing_in.passwords import hash_password, needs_rehash, password_problem, verify_password


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "三月里的小雨-1987",
        "Tg7$kd0-mmPQ",
        "sanyuelidexiaoyu1987",
        "river-oak-7ml42",
        "another-one-2020",
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    assert password_problem(password, login="clerk", name="王建国", organization="邻水") is None


@pytest.mark.parametrize(
    "password",
    [
        "", "short-1", "九个字的密码太短了", "1234567890", "0123456789", "9876543210", "aaaaaaaaaaaa", "abababababab",
        "password2020",
        "Password123!", "qwertyuiop", "abcdefghij", "admin123456", "linshui2020", "clerk-20200923", "my-CLERK-password",
        "王建国-1987-03-05", "woaini1314520", "1q2w3e4r5t", "x" * 201,
        # One's own names in pinyin, turned round, backwards, as initials; the office's; anybody's name and birthday.
        "wangjianguo1987", "JianguoWang#88", "wjg19870305", "ougnaijgnaw99", "kreclkrelc", "linshui-2020", "zhangwei19850312",
        "liming123456", "19870305wang", "linshuizhengxie2020", "zhengxie@123",
        # What everybody has thought of before.
        "p@ssw0rd2020", "qwe123qwe123", "aaa111bbb222", "1qaz2wsx3edc", "!qaz@wsx#edc", "5201314woaini", "13812345678",
        "qwer1234!@#$", "wodemima123", "abc123456789",
    ],
)  # fmt: skip
def test_passwords_that_are_guessed_first_are_refused(password: str) -> None:
    problem = password_problem(password, login="clerk", name="王建国", organization="邻水")

    assert problem is not None
    assert problem.field == "new_password"
    assert problem.sentence % problem.values


def test_who_only_counts_on_has_no_new_password() -> None:
    for new, taken in (
        ("river-oak-7ml42", False), ("river-oak-8ml43", False), ("RiverOak7ml42!!", False), ("river-elm-7ml42", True),
    ):  # fmt: skip
        problem = password_problem(new, login="clerk", name="王建国", before="river-oak-7ml42")
        assert (problem is None) is taken, new


def test_only_the_password_itself_opens() -> None:
    kept = hash_password("linshui-2020")

    assert verify_password(kept, "linshui-2020")
    assert not verify_password(kept, "linshui-2021")
    assert not verify_password(kept, "")
    assert not verify_password(kept, "x" * 100_000)


def test_two_hashes_of_one_password_differ() -> None:
    assert hash_password("linshui-2020") != hash_password("linshui-2020")
    assert hash_password("linshui-2020").startswith("$argon2id$")


@pytest.mark.parametrize("kept", [None, "", "linshui-2020", "$argon2id$broken", "nobody"])
def test_nothing_opens_an_account_without_a_good_hash(kept: str | None) -> None:
    for password in ("", "nobody", "linshui-2020"):
        assert not verify_password(kept, password)


def test_composed_and_decomposed_letters_are_one_password() -> None:
    assert verify_password(hash_password("Zürich-é-2020"), unicodedata.normalize("NFD", "Zürich-é-2020"))


def test_a_hash_of_today_is_not_renewed() -> None:
    assert not needs_rehash(hash_password("linshui-2020"))
