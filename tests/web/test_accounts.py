"""Who may sign in and for how long: known people only, a lock, a second factor, one's own hand before a signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from rooms import PASSWORD, furnish, signed_in

from tallystick.clerk import passwords
from tallystick.clerk.accounts import NOBODY, _account_of, _claim
from tallystick.model.errors import WrongUse
from tallystick.model.words import AtTheDoor, Role
from tallystick.records.models import SignIn
from tallystick.services import signins
from tallystick.services.home import Home
from tallystick.services.signing_in import SignIn as Rules
from tallystick.services.signing_in import sign_in_of
from tallystick.services.users import (
    actor_named,
    add_user,
    check_apart,
    close_account,
    end_sessions,
    new_password,
    set_roles,
    take_factors,
)
from tallystick.site.settings import AUTH_PASSWORD_VALIDATORS


@pytest.fixture(autouse=True)
def rooms(home: Home, settings):
    cache.clear()
    return furnish(home, settings)


def back(client: Client, name: str, by: timedelta) -> None:
    session = client.session
    session[name] = (datetime.fromisoformat(session[name]) - by).isoformat()
    session.save()


def test_a_desk_that_nobody_uses_locks_and_sends_back_to_where_it_was() -> None:
    client = signed_in("clerk")
    assert client.get("/inbox/").status_code == 200
    back(client, "used", timedelta(minutes=31))
    answer = client.get("/inbox/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/inbox/")
    assert client.get("/").status_code == 302


def test_a_page_that_only_asks_for_news_keeps_no_desk_open() -> None:
    client = signed_in("clerk")
    client.get("/inbox/")
    for _ in range(3):
        back(client, "used", timedelta(minutes=11))
        answer = client.get("/inbox/", headers={"HX-Request": "true", "HX-Trigger": "waiting"})
    assert answer.status_code == 302


def test_after_a_day_everybody_signs_in_anew() -> None:
    client = signed_in("clerk")
    client.get("/inbox/")
    back(client, "since", timedelta(hours=12))
    assert client.get("/inbox/").status_code == 302


def test_signing_in_gives_a_new_session() -> None:
    client = Client()
    client.get("/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/login/", {"login": "clerk", "password": PASSWORD})
    assert client.session.session_key != before


def test_five_wrong_passwords_close_the_door_for_a_while_also_to_the_right_one() -> None:
    client = Client()
    for _ in range(6):
        client.post("/login/", {"login": "clerk", "password": "not this one at all"})
    client.post("/login/", {"login": "clerk", "password": PASSWORD})
    assert client.get("/inbox/").status_code == 302


@pytest.mark.parametrize("path", ["signup", "email", "reset_password", "set_password"])
def test_nobody_makes_an_account_or_a_password_by_himself(path: str) -> None:
    assert Client().get(f"/account/{path}/").status_code == 404


def test_a_second_factor_is_asked_for_and_its_secret_lies_sealed() -> None:
    user = User.objects.get(username="clerk")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get(user=user).data)
    client = Client()
    answer = client.post("/login/", {"login": "clerk", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/account/factors/authenticate/"
    assert client.get("/inbox/").status_code == 302
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    client.post("/account/factors/authenticate/", {"code": code})
    assert client.get("/inbox/").status_code == 200


def test_a_register_can_ask_everybody_for_a_second_factor(settings) -> None:
    settings.SIGN_IN = replace(Rules(), second_factor=True)
    answer = signed_in("clerk").get("/inbox/")
    assert answer.headers["Location"] == "/account/factors/"


def test_the_pages_of_an_account_look_like_the_others(settings) -> None:
    client = signed_in("clerk")
    for path in ("/account/factors/", "/account/password/", "/account/factors/totp/activate/"):
        text = client.get(path, follow=True).content.decode()
        assert "clerk/tally.css" in text, path


def test_a_signature_asks_for_the_password_again_and_then_not_for_a_while() -> None:
    client = signed_in("legal")
    answer = client.post("/report/2025/adopt/", {"counsel": "L. Adviser"})
    assert answer.headers["Location"] == "/account/reauthenticate/?next=%2Freport%2F2025%2Fadopt%2F"
    wrong = client.post(answer.headers["Location"], {"password": "not this one at all"})
    assert wrong.status_code == 200
    client.post(answer.headers["Location"], {"password": PASSWORD, "next": "/report/2025/adopt/"})
    assert "L. Adviser" in client.get("/report/2025/").content.decode()


# Identities of the city


def identity(claim: str, **stated: object) -> SimpleNamespace:
    app = SimpleNamespace(settings={"claim": claim})
    return SimpleNamespace(get_provider=lambda: SimpleNamespace(app=app), extra_data={"userinfo": stated})


@pytest.mark.parametrize(
    ("claim", "stated", "found", "why"),
    [
        ("email", {"email": "M.Clerk@city.example", "email_verified": True}, "clerk", "the mail address is known"),
        ("email", {"email": "m.clerk@city.example", "email_verified": False}, None, "nobody verified the address"),
        ("preferred_username", {"preferred_username": "clerk"}, "clerk", "the user name is known"),
        ("email", {"email": "stranger@city.example"}, None, "nobody has this address"),
        ("email", {}, None, "nothing is stated"),
        ("email", {"email": "both@city.example"}, None, "two accounts have this address"),
        ("email", {"email": "gone@city.example"}, None, "the account is closed"),
    ],
)
def test_an_identity_signs_in_the_one_account_it_names(claim: str, stated: dict, found: str | None, why: str) -> None:
    User.objects.filter(username="clerk").update(email="m.clerk@city.example")
    User.objects.filter(username__in=["legal", "author"]).update(email="both@city.example")
    User.objects.filter(username="auditor").update(email="gone@city.example", is_active=False)
    user = _account_of(_claim(identity(claim, **stated)))
    assert (user.username if user else None) == found


# Roles that are two persons


@pytest.mark.parametrize(
    ("profile", "roles", "allowed"),
    [
        ("full", (Role.CLERK, Role.LEGAL), True),
        ("full", (Role.CLERK, Role.AUTHOR), False),
        ("full", (Role.LEGAL, Role.AUDITOR), False),
        ("small", (Role.CLERK, Role.AUTHOR), True),
        ("small", (Role.AUTHOR, Role.AUDITOR), False),
        ("full", (Role.CITY_CLERK, Role.AUTHOR), False),
        ("full", (Role.CITY_CLERK, Role.CUSTODIAN), False),
        ("small", (Role.CITY_CLERK, Role.AUTHOR), False),
        ("small", (Role.CITY_CLERK, Role.CLERK), False),
        ("small", (Role.CITY_CLERK, Role.LEGAL), True),
    ],
)
def test_who_enters_does_not_sign_and_who_audits_writes_nothing(
    home: Home, profile: str, roles: tuple[Role, ...], allowed: bool
) -> None:
    home.settings.sign_in = replace(home.settings.sign_in, profile=profile)
    if allowed:
        check_apart(home, roles)
    else:
        with pytest.raises(WrongUse):
            check_apart(home, roles)


@pytest.mark.parametrize(("profile", "audits"), [("full", False), ("small", True)])
def test_the_city_clerk_is_the_second_person_of_a_small_department(home: Home, profile: str, audits: bool) -> None:
    home.settings.sign_in = replace(home.settings.sign_in, profile=profile)
    actor = actor_named(home, "city_clerk")
    second = {Role.AUDITOR, Role.CUSTODIAN} if audits else set()
    assert actor.roles == {Role.CITY_CLERK} | second


# What a second person does about an account


def test_roles_that_are_given_and_taken_hold_from_the_next_page_on(home: Home) -> None:
    client = signed_in("clerk")
    assert client.get("/inbox/").status_code == 200
    set_roles(home, "clerk", (Role.AUTHOR,))
    assert (client.get("/inbox/").status_code, client.get("/report/").status_code) == (403, 200)
    with pytest.raises(WrongUse, match="two persons"):
        set_roles(home, "clerk", (Role.AUTHOR, Role.AUDITOR))
    set_roles(home, "clerk", ())
    assert client.get("/report/").status_code == 403
    with pytest.raises(WrongUse, match="no user"):
        set_roles(home, "nobody", ())


def test_a_forgotten_password_is_given_anew_by_another_person_and_every_session_ends() -> None:
    client = signed_in("clerk")
    made = new_password("clerk")
    assert client.get("/inbox/").status_code == 302
    assert signed_in("clerk").get("/inbox/").status_code == 302, "the old one opens nothing"
    other = Client()
    other.post("/login/", {"login": "clerk", "password": made})
    assert other.get("/inbox/").status_code == 200


def test_lost_factors_are_taken_away_by_another_person_and_every_session_ends() -> None:
    user = User.objects.get(username="clerk")
    client = signed_in("clerk")
    totp.TOTP.activate(user, totp.generate_totp_secret())
    assert take_factors("clerk") == 1
    assert client.get("/inbox/").status_code == 302
    assert signed_in("clerk").get("/inbox/").status_code == 200


def test_a_closed_account_is_out_at_once_and_can_be_opened_again() -> None:
    client = signed_in("clerk")
    close_account("clerk")
    assert client.get("/inbox/").status_code == 302
    assert signed_in("clerk").get("/inbox/").status_code == 302
    close_account("clerk", opened=True)
    assert signed_in("clerk").get("/inbox/").status_code == 200


def test_a_person_sees_the_own_sessions_and_ends_the_others() -> None:
    first, second, another = signed_in("clerk"), signed_in("clerk"), signed_in("legal")
    assert all(client.get("/").status_code == 200 for client in (first, second, another))
    page = first.get("/sessions/").content.decode()
    assert (page.count("<li>since"), page.count("this one")) == (2, 1)
    asked = first.post("/sessions/end/").headers["Location"]
    assert second.get("/").status_code == 200, "the password is asked for first"
    first.post(asked, {"password": PASSWORD, "next": "/sessions/end/"})
    assert second.get("/").status_code == 302
    assert (first.get("/").status_code, another.get("/").status_code) == (200, 200)


def test_whoever_keeps_the_machine_ends_every_session_of_a_name() -> None:
    clients = [signed_in("clerk"), signed_in("clerk")]
    assert end_sessions("clerk") == 2
    assert [client.get("/").status_code for client in clients] == [302, 302]


def test_what_happens_at_the_door_is_kept_and_cannot_be_changed() -> None:
    client = signed_in("clerk")
    Client().post("/login/", {"login": "clerk", "password": "not this one at all"})
    Client().post("/login/", {"login": "my password by mistake", "password": "clerk"})
    client.get("/audit/")
    client.post("/logout/")
    told = [(one.user, one.what) for one in reversed(signins.log())]
    assert told == [
        ("clerk", AtTheDoor.IN),
        ("clerk", AtTheDoor.REFUSED),
        (NOBODY, AtTheDoor.REFUSED),
        ("clerk", AtTheDoor.DENIED),
        ("clerk", AtTheDoor.OUT),
    ]
    assert signins.log("clerk")[1].where == "/audit/"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SignIn.objects.all().delete()


def test_a_wrong_factor_and_a_password_that_is_asked_again_stand_in_the_log() -> None:
    user = User.objects.get(username="legal")
    client = signed_in("legal")
    asked = client.post("/report/2025/adopt/", {"counsel": "L. Adviser"}).headers["Location"]
    client.post(asked, {"password": "not this one at all"})
    client.post(asked, {"password": PASSWORD})
    totp.TOTP.activate(user, totp.generate_totp_secret())
    again = signed_in("legal")
    again.post("/account/factors/authenticate/", {"code": "000000"})
    told = [one.what for one in reversed(signins.log("legal"))]
    assert told == [
        AtTheDoor.IN, AtTheDoor.REFUSED, AtTheDoor.NOT_PROVED, AtTheDoor.PROVED, AtTheDoor.REFUSED,
    ]  # fmt: skip


def test_a_changed_password_ends_the_other_sessions() -> None:
    client, other = signed_in("clerk"), signed_in("clerk")
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    new = "sieben Birnen im Korb 41"
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (client.get("/").status_code, other.get("/").status_code) == (200, 302)
    assert signins.log("clerk", most=1)[0].what is AtTheDoor.PASSWORD


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("Harborton Police 2026", False),
        ("tallystick-detainer-clerk-1", False),
        ("maple grove maple grove", False),
        ("password1password1", False),
        ("sieben Birnen im Korb 41", True),
        ("Harborton, sieben Birnen", True),
    ],
)
def test_words_of_the_office_make_no_password(home: Home, settings, password: str, good: bool) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = AUTH_PASSWORD_VALIDATORS
    (home.path / passwords.FILE).write_text("Maple Grove\n")
    user = User.objects.get(username="clerk")
    if good:
        validate_password(password, user)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, user)


def test_a_profile_that_nobody_knows_is_refused(home: Home) -> None:
    with pytest.raises(WrongUse):
        sign_in_of({"profile": "tiny"}, home.path)


def test_a_password_lies_as_argon2(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    add_user("new", (Role.CLERK,))
    assert User.objects.get(username="new").password.startswith("argon2$")
