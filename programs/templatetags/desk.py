"""The desk's own navigation."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

HERE = mark_safe(' aria-current="page"')  # nosec: our own words


@register.simple_tag(takes_context=True)
def desk_page(context, name, label):
    """One entry of the desk's navigation, marked where one is on that page."""
    match = context["request"].resolver_match
    here = HERE if match and match.url_name == name else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', reverse(name), here, label)
