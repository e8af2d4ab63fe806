"""Enrolment at the terminal: for the first administrator, and when nobody else can."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from getpass import getpass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from safety_site.staff import enrolment
from safety_site.staff.models import User
from safety_site.staff.roles import Role, administrators

START = "Start the site once (python3 run.py), then do this again."


class Command(BaseCommand):
    help = (
        "Make the first administrator, or give an account a new password, phone and"
        " recovery codes. The old ones end only when the new ones are confirmed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="who signs in; asked for if absent")
        parser.add_argument(
            "--administrator",
            action="store_true",
            help="make a further administrator of this name",
        )

    def handle(
        self, *, name: str | None, administrator: bool, **options: object
    ) -> None:
        if not sys.stdin.isatty():
            raise CommandError(
                "This asks for a password and shows a secret, so it needs a terminal."
                " Nothing was changed. Run it by hand, not from a script."
            )
        file = Path(str(connection.settings_dict["NAME"]))
        if connection.vendor == "sqlite" and not file.exists():
            raise CommandError(
                f"There is no database in {settings.DATA_DIR} yet. Nothing was changed."
                f" {START}"
            )
        try:
            self.enrol(name or input("Name: "), administrator)
        except (KeyboardInterrupt, EOFError):
            raise CommandError(
                "Stopped. Nothing was changed: an account that was there keeps its"
                " password and its phone. Do this again when you are ready."
            ) from None
        except DatabaseError as error:
            raise CommandError(
                f"The database could not be read or written ({error}). Nothing was"
                f" changed. {START}"
            ) from error

    def enrol(self, name: str, administrator: bool) -> None:
        user = self.account(name, administrator)
        roles = (Role.ADMINISTRATOR,) if user.pk is None else ()
        password = self.password(user)
        key = enrolment.new_key()
        self.stdout.write("\nScan this with an app for codes on your phone:\n")
        try:
            self.stdout.write(enrolment.printed(user, key))
        except UnicodeEncodeError:
            self.stdout.write("(This terminal cannot draw it.)")
        self.stdout.write(f"Or type it into the app: {enrolment.spelled(key)}\n\n")
        codes = self.confirmed(user, password, key, roles)
        self.stdout.write(f"\n{user.get_username()} can sign in now.")
        self.stdout.write(
            "Recovery codes, for when the phone is not there. Each works once. Write"
            " them down: they are never shown again.\n\n"
        )
        for code in codes:
            self.stdout.write(f"    {code}")
        self.stdout.write(
            f"\nSign in below /{settings.STAFF_PATH} with the next code of the phone."
        )

    def account(self, name: str, administrator: bool) -> User:
        found = User.objects.filter(username=name).first()
        if found is None:
            return self.new_account(name, administrator)
        if not (found.is_active and found.is_staff):
            raise CommandError(
                f"{name} may not sign in. Nothing was changed. An administrator can"
                " tick “May sign in” for this account; then do this again."
            )
        self.stdout.write(
            f"{name} has an account. Its password, phone and recovery codes end when"
            " the new ones are confirmed."
        )
        return found

    def new_account(self, name: str, administrator: bool) -> User:
        """Not yet saved. A mistyped name must not become an administrator."""
        others = administrators()
        if not administrator and any(map(enrolment.is_enrolled, others)):
            raise CommandError(
                f"There is no account {name!r}, and there is an administrator already."
                " Nothing was changed. Correct the name, or let an administrator make"
                " the account; `manage enrol NAME --administrator` makes a further"
                " administrator."
            )
        user = User(username=name, is_staff=True)
        try:
            user.clean_fields(exclude=["password"])
        except ValidationError as error:
            raise CommandError(
                f"{name!r} cannot be a name: {' '.join(error.messages)} Nothing was"
                " changed. Choose another."
            ) from error
        self.stdout.write(f"{name} will be a new administrator.")
        return user

    def password(self, user: User) -> str:
        for rule in password_validators_help_texts():
            self.stdout.write(f"  {rule}")
        while True:
            password = getpass("New password (it is not shown): ")
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.stdout.write(f"{' '.join(error.messages)} Choose another.")
                continue
            if getpass("The same again: ") == password:
                return password
            self.stdout.write("The two differ. Nothing was changed. Type both again.")

    def confirmed(
        self, user: User, password: str, key: str, roles: Iterable[str]
    ) -> list[str]:
        while True:
            try:
                code = input("The six digits that the phone shows now: ")
                return enrolment.enrol(user, password, key, code, roles)
            except enrolment.WrongCode:
                self.stdout.write(
                    "This code does not belong to the picture above. Nothing was"
                    " changed. Look that the phone's clock is right, wait for the next"
                    " code and type it; Ctrl-C stops."
                )
