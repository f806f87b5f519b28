"""The envelope: opens with its secret, for its round, unchanged; and shows nothing else."""

import secrets
from itertools import pairwise

import pytest

from models.balloting.envelope import NONCE, SECRET, TAG, BrokenEnvelope, seal, unseal

KEY = secrets.token_bytes(SECRET)


def test_what_was_sealed_comes_out() -> None:
    for content in (b"", b"\x01\x02\x00", "意见".encode() * 900):
        sealed = seal(KEY, content, b"1 7")

        assert unseal(KEY, sealed, b"1 7") == content
        assert len(sealed) == NONCE + len(content) + TAG


@pytest.mark.parametrize("place", [0, NONCE, NONCE + 4, -1])
def test_a_changed_envelope_does_not_open(place: int) -> None:
    sealed = bytearray(seal(KEY, b"ballot paper", b"1 7"))
    sealed[place] ^= 1

    with pytest.raises(BrokenEnvelope):
        unseal(KEY, bytes(sealed), b"1 7")


def test_it_opens_with_no_other_secret_and_for_no_other_round() -> None:
    sealed = seal(KEY, b"ballot paper", b"1 7")

    for secret, about, envelope in (
        (KEY[::-1], b"1 7", sealed),
        (KEY, b"1 8", sealed),
        (KEY, b"1 7", sealed[:20]),
    ):
        with pytest.raises(BrokenEnvelope):
            unseal(secret, envelope, about)


def test_equal_ballots_do_not_look_equal() -> None:
    sealed = {seal(KEY, b"\x01" * 64, b"1 7") for _ballot in range(50)}
    hidden = [envelope[NONCE:-TAG] for envelope in sealed]

    assert len(set(hidden)) == 50
    # Half of the bits of two independent streams differ; 6 standard deviations are allowed.
    for one, two in pairwise(hidden):
        differing = sum((a ^ b).bit_count() for a, b in zip(one, two, strict=True))
        assert abs(differing - 256) < 6 * 11.4
