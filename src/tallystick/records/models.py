"""The tables of the register and of the work around it. Must not know HTTP, forms or templates.

``Entry``, ``TreeHash``, ``Checkpoint`` and ``ArrivalKey`` are append-only (migration 0002 puts triggers on them).
The others are projections or work lists and can be dropped and rebuilt from the entries, except ``StationLink``.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One entry of a log: the leaf is public once published, the sealed body is not."""

    log = models.CharField(max_length=16)
    index = models.BigIntegerField()
    kind = models.CharField(max_length=32)
    leaf = models.BinaryField()
    sealed = models.BinaryField()
    slot = models.BigIntegerField()

    class Meta:
        """One index once a log."""

        constraints = [models.UniqueConstraint(fields=["log", "index"], name="entry_once")]
        ordering = ["log", "index"]

    def __str__(self) -> str:
        """Name the entry as people do."""
        return f"{self.log} {self.index}: {self.kind}"


class TreeHash(models.Model):
    """Hash of one complete subtree: level 0 is the leaf hash (RFC 6962)."""

    log = models.CharField(max_length=16)
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        """One place once a log."""

        constraints = [models.UniqueConstraint(fields=["log", "level", "index"], name="tree_hash_once")]


class Checkpoint(models.Model):
    """The signed checkpoint after an append (C2SP tlog-checkpoint)."""

    log = models.CharField(max_length=16)
    size = models.BigIntegerField()
    note = models.TextField()

    class Meta:
        """One checkpoint a size."""

        constraints = [models.UniqueConstraint(fields=["log", "size"], name="checkpoint_once")]


class ArrivalKey(models.Model):
    """What makes an arrival the same arrival: channel, transport id, SHA-256. Also numbers them by station and year."""

    channel = models.CharField(max_length=16)
    transport_id = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    station = models.CharField(max_length=16)
    year = models.IntegerField()
    serial = models.IntegerField()
    entry = models.BigIntegerField(unique=True)

    class Meta:
        """The key that makes receiving idempotent, and the serial that is written on the paper."""

        constraints = [
            models.UniqueConstraint(fields=["channel", "transport_id", "sha256"], name="arrival_once"),
            models.UniqueConstraint(fields=["station", "year", "serial"], name="number_once"),
        ]
        indexes = [models.Index(fields=["sha256"])]


class Pending(models.Model):
    """Work: an arrival that has not been read yet. Claimed by a conditional update, so two workers are safe."""

    entry = models.BigIntegerField(unique=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    trouble = models.TextField(default="")


class FreshOriginal(models.Model):
    """A sealed paper on its way: committed with its entry, moved into the vault by the next work.

    Without an entry it waits for whoever writes the next batch; ``number`` and ``again`` are the answer to who laid it
    down. ``sealed`` is empty where the same bytes are kept already.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    slot = models.BigIntegerField()
    sealed = models.BinaryField()
    note = models.BinaryField(default=b"")
    entry = models.BigIntegerField(null=True, db_index=True)
    number = models.CharField(max_length=40, default="")
    again = models.BooleanField(default=False)


class StoredReading(models.Model):
    """A reading by the SHA-256 of the original and the reader's version, sealed: the same bytes are read once."""

    sha256 = models.CharField(max_length=64)
    reader = models.CharField(max_length=64)
    sealed = models.BinaryField()
    slot = models.BigIntegerField()

    class Meta:
        """One reading a reader version."""

        constraints = [models.UniqueConstraint(fields=["sha256", "reader"], name="reading_once")]


class SameKey(models.Model):
    """Keyed hash that finds a re-sent request of the same year at entry; answers only with an entry (DESIGN §7.1)."""

    year = models.IntegerField()
    mac = models.CharField(max_length=64)
    entry = models.BigIntegerField()

    class Meta:
        """Looked up by year and hash only."""

        indexes = [models.Index(fields=["year", "mac"])]


class StationLink(models.Model):
    """A link that can send a page for one station and read nothing back; only its SHA-256 is kept."""

    station = models.CharField(max_length=16)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    ended = models.BooleanField(default=False)


class SealedWords(models.Model):
    """Words that belong to an entry of the operations log and may tell of somebody: sealed apart, so that they can go.

    The entry holds their salted digest only. ``request`` is the request that they are about, if it is one.
    """

    entry = models.BigIntegerField(unique=True)
    request = models.BigIntegerField(null=True, db_index=True)
    sealed = models.BinaryField()
    slot = models.BigIntegerField()


class Look(models.Model):
    """Somebody looked at what an entry holds: who and when. Append-only (migration 0003)."""

    entry = models.BigIntegerField()
    user = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        """Asked by entry, and by user for the newest."""

        indexes = [
            models.Index(fields=["entry", "at"], name="look_by_entry"),
            models.Index(fields=["user", "at"], name="look_by_user"),
        ]


class SignIn(models.Model):
    """What happened at the door: the user name as given, what, when, from where. Append-only (migration 0009)."""

    user = models.CharField(max_length=150)
    what = models.CharField(max_length=32)
    at = models.DateTimeField()
    where = models.CharField(max_length=64)

    class Meta:
        """Asked by user for the newest."""

        indexes = [models.Index(fields=["user", "at"], name="sign_in_by_user")]


class SentNotice(models.Model):
    """A message that was sent about an entry: when last, how often, until somebody opened it."""

    entry = models.BigIntegerField()
    why = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    times = models.IntegerField(default=1)

    class Meta:
        """One row for an entry and a reason."""

        constraints = [models.UniqueConstraint(fields=["entry", "why"], name="notice_once")]


class Acknowledgement(models.Model):
    """A sender was told that an arrival is there: when, by which channel, and what the server that took it answered."""

    entry = models.BigIntegerField(unique=True)
    sent_at = models.DateTimeField()
    channel = models.CharField(max_length=16)
    proof = models.TextField()


class ChannelToken(models.Model):
    """A program's permission to register by one channel at one station, and to read nothing; its SHA-256 is kept."""

    name = models.CharField(max_length=150)
    token_sha256 = models.CharField(max_length=64, unique=True)
    station = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    made_by = models.CharField(max_length=150)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended = models.BooleanField(default=False)


class KeptOpening(models.Model):
    """What the published count needs of an erased entry: kind, year, refers_to and asked with their salts."""

    index = models.BigIntegerField(unique=True)
    openings = models.JSONField()


class Published(models.Model):
    """What a publication showed: the size of the requests log and when. The public checkpoint never goes back."""

    size = models.BigIntegerField(unique=True)
    at = models.DateTimeField()


class Cosigned(models.Model):
    """A checkpoint with the lines of the witnesses that cosigned it, and when they were asked."""

    log = models.CharField(max_length=16)
    size = models.BigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """One cosigned checkpoint a size."""

        constraints = [models.UniqueConstraint(fields=["log", "size"], name="cosigned_once")]


class ReportingAgency(models.Model):
    """An agency that must report to the office that keeps this home; an ORI has nine characters."""

    ori = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=200)


class CollectedFiling(models.Model):
    """One filing that another agency handed in: its report.json, without any entry, row or person.

    ``figures`` are id, value, unit and whether its zero is certified; ``proof`` says what was checked of it.
    """

    ori = models.CharField(max_length=9)
    agency = models.CharField(max_length=200)
    ordinance = models.CharField(max_length=100)
    report = models.CharField(max_length=100)
    period = models.CharField(max_length=50)
    version = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    proof = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    figures = models.JSONField()
    lists = models.JSONField(default=list)

    class Meta:
        """One filing a version; found by what is asked of it."""

        constraints = [
            models.UniqueConstraint(fields=["ori", "ordinance", "report", "period", "version"], name="filed_once")
        ]
        indexes = [models.Index(fields=["ordinance", "report", "period"], name="filing_of")]
