"""Where the keys that sign slips lie: beside the key file of the store, never in the database or its copies."""

from pathlib import Path

from payung.gateways.signing import SigningKey, new_key, read_key, write_public


def signing_key(keys: Path) -> SigningKey:
    """The key that signs for the store with the key file ``keys``; it is made on first use.

    Raises: SigningKeyWrong.
    """
    private, public = keys.with_name(f"{keys.stem}.slip.pem"), keys.with_name(f"{keys.stem}.slip.public.pem")
    if not private.exists():
        return new_key(private, public)
    key = read_key(private)
    if not public.exists():  # stopped between the two files, or the public one was tidied away
        write_public(key, public)
    return key


def public_keys(keys: Path) -> list[Path]:
    """The public halves beside the key file ``keys``: the present one, and earlier ones put there with another name.

    The present one is named even where it is missing, so that whoever reads it is told.
    """
    present = keys.with_name(f"{keys.stem}.slip.public.pem")
    return sorted({present, *keys.parent.glob(f"{keys.stem}.slip*.public.pem")})
