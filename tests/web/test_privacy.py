"""The register of personal data knows every field, and whose it is."""

from django.apps import apps

from houvast_web.personal_data import Basis, holdings


def test_every_field_of_every_model_is_in_the_register():
    """A model or field that nobody laid down fails here: say why it is kept, and for how long."""
    fields = {
        model._meta.label: sorted(
            field.name for field in model._meta.get_fields() if field.concrete or not field.auto_created
        )
        for model in apps.get_models()
    }
    registered = {each.model: sorted((*each.technical, *each.personal)) for each in holdings()}
    assert registered == fields


def test_personal_fields_have_an_owner_a_ground_and_a_term():
    for each in holdings():
        assert bool(each.personal) == bool(each.owner or each.is_about_others), each.model
        assert not (each.owner and each.is_about_others), each.model
        assert not each.is_about_others or each.keep_days is not None, each.model
        assert (each.basis is Basis.NONE) == (not each.personal), each.model
        assert set(each.secret) <= {*each.personal, *each.technical}, each.model
        assert each.keep_days is None or each.age in (*each.technical, *each.personal), each.model


def test_whoever_points_at_a_person_has_that_person_as_owner():
    """Every foreign key to an account is the way to the owner, so no record about somebody is left out of an export."""
    owners = {each.model: each.owner for each in holdings()}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if (
                field.related_model is not None
                and getattr(field.related_model, "_meta", None)
                and (field.related_model._meta.label == "accounts.User")
            ):
                assert owners[model._meta.label] == field.name
