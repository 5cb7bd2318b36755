"""What every answer carries besides Django's own headers."""

from django.utils.cache import patch_cache_control

PERMISSIONS_POLICY = "geolocation=(self), " + ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)


def permissions_policy(get_response):
    """Let pages ask where the person is, when they press the button for it, and nothing else of the device."""

    def with_policy(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return with_policy


def nothing_kept(get_response):
    """A redirect hands on the query string, so nobody may keep it; pages say for themselves who may keep them."""

    def with_cache_control(request):
        response = get_response(request)
        if request.META.get("QUERY_STRING") and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return with_cache_control
