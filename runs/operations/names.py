"""Names of jobs that nobody named: ``adjective_noun_suffix``, as people know them."""

import secrets


def _words(text: str) -> list[str]:
    return text.split()


ADJECTIVES = _words(
    "amber azure bold brave bright brisk calm careful clever cool coral crisp curious dapper "
    "eager early fair fancy fast fleet frank fresh gentle glad golden good grand green happy "
    "honest icy jolly joyful keen kind lively loyal lucky mellow merry mighty modest neat "
    "noble patient plucky polite proud quick quiet ready rosy serene sharp shiny silent "
    "silver sincere smart snowy soft solid steady stoic strong sunny sweet swift tender tidy "
    "upbeat vivid warm willing wise witty zesty"
)
NOUNS = _words(
    "acorn anchor apple arrow atlas badge basket beach bean bell berry bird bolt book boot "
    "branch bridge brush cactus candle carrot castle cloud clover comet compass coral cup "
    "diamond door drum eagle engine feather fennel fern field flute forest fox garden "
    "glacier grape guitar hammer harbor hill island jacket kettle kite ladder lake lamp leaf "
    "lemon lion lizard mango maple melon moon mountain needle nest oak ocean olive onion "
    "orange owl parcel pasta peach pear pebble pen pepper piano pine planet plum pocket pond "
    "quill rain reef ring river rocket roof rose sail salt school seed shell ship sky spoon "
    "spring star stone sun table tent thread tiger tooth train tree tulip valley village "
    "wave wheel window wing yam yard"
)
SUFFIX = "0123456789bcdfghjklmnpqrstvwxyz"


def generate() -> str:
    """Unique in practice: the suffix alone has 31 ** 10 forms."""
    suffix = "".join(secrets.choice(SUFFIX) for _ in range(10))
    return f"{secrets.choice(ADJECTIVES)}_{secrets.choice(NOUNS)}_{suffix}"
