from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from safety_site.delivery.pack import PackError
from safety_site.publishing import start
from safety_site.publishing.publish import NotPublished


class Command(BaseCommand):
    help = "Make the site ready to serve: database, starter content, edition, pack."

    def handle(self, **options: object) -> None:
        try:
            self.prepare()
        except (NotPublished, PackError) as error:
            raise CommandError(str(error)) from error
        except (DatabaseError, OSError) as error:
            # Every step is one transaction: what was there before is there still.
            raise CommandError(
                f"The data folder could not be read or written ({error}). What was "
                "kept before is unchanged. Look at its free space and rights, or "
                "restore a backup; then start again."
            ) from error

    def prepare(self) -> None:
        self.stdout.write("Database: bringing its tables up to date.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_starter", stdout=self.stdout)
        start.ready(tell=self.stdout.write)
