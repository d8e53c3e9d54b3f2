"""What the application and the public site both read from the environment."""

from pathlib import Path

import environ

env = environ.FileAwareEnv()
PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
# Installed from a wheel, templates and static files travel inside the package, beside
# which nothing should be written.
IS_INSTALLED = (PACKAGE / "_bundle").is_dir()
ASSETS = PACKAGE / "_bundle" if IS_INSTALLED else ROOT
DATA = Path(env.str("ECM_DATA", "var" if IS_INSTALLED else str(ROOT / "var"))).resolve()
PRODUCTION = env.str("ECM_ENV", "development") == "production"
TIME_ZONE = env.str("ECM_TIME_ZONE", "Africa/Ouagadougou")

# The State: its name, motto, arms and colours (see ecm/state.py).
STATE = {
    # ISO 3166-1 alpha-2, in lower case: another country's councils do not carry our arms.
    "country": env.str("ECM_STATE_COUNTRY", "bf"),
    "name": env.str("ECM_STATE_NAME", "Burkina Faso"),
    "motto": env.str("ECM_STATE_MOTTO", "La Patrie ou la mort, nous vaincrons"),
    "arms": env.str("ECM_STATE_ARMS", "img/arms.svg"),
    "primary": env.str("ECM_STATE_PRIMARY", "#00703c"),
    "accent": env.str("ECM_STATE_ACCENT", "#a6192e"),
    "gold": env.str("ECM_STATE_GOLD", "#fcd116"),
    "parliament": env.str("ECM_STATE_PARLIAMENT", "Assemblée législative du peuple"),
}

# The published copy: its folder (DATA/public if empty), the body whose councils have
# the addresses /conseils/, and the site's own address for what must be absolute.
PUBLIC_DATA = env.str("ECM_PUBLIC_DATA", "")
PUBLIC_BODY = env.str("ECM_PUBLIC_BODY", "CM")
PUBLIC_STAFF_NUMBERS = env.bool("ECM_PUBLIC_STAFF_NUMBERS", False)
PUBLIC_ADDRESS = env.str("ECM_PUBLIC_ADDRESS", "").rstrip("/")
