from modeltranslation.translator import TranslationOptions, register

from safety_site.questions.models import Answer, Note, Outcome, Question


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = Question.text_fields


@register(Answer)
class AnswerTranslation(TranslationOptions):
    fields = Answer.text_fields


@register(Outcome)
class OutcomeTranslation(TranslationOptions):
    fields = Outcome.text_fields


@register(Note)
class NoteTranslation(TranslationOptions):
    fields = Note.text_fields
