from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "safety_site.questions"
