from django.core.management.base import BaseCommand, CommandError

from safety_site.starter.load import load
from safety_site.starter.read import StarterError


class Command(BaseCommand):
    help = "Load the starter content. Never overwrites what an editor changed."

    def handle(self, **options: object) -> None:
        try:
            load(tell=self.stdout.write)
        except StarterError as error:
            raise CommandError(str(error)) from error
