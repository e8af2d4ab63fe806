from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from safety_site.delivery.pack import PackError
from safety_site.publishing import start
from safety_site.publishing.publish import NotPublished


class Command(BaseCommand):
    help = "Make the site ready to serve: database, starter content, edition, pack."

    def handle(self, **options: object) -> None:
        self.stdout.write("Database: bringing its tables up to date.")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_starter", stdout=self.stdout)
        try:
            start.ready(tell=self.stdout.write)
        except (NotPublished, PackError) as error:
            raise CommandError(str(error)) from error
