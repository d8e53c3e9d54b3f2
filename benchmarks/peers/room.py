"""The product's own council, its views and its templates, on stock Channels."""

import sys

from benchmarks.product import Product, Web
from tests.servers import HOST

STOCK_ROOM = "les mêmes vues, Channels d'origine"


class StockRoom(Web):
    """Our application with a stock consumer in the place of the hub, on uvicorn."""

    name = "stock-room"

    def command(self) -> list[str]:
        where = ["--host", HOST, "--port", str(self.port), "--backlog", "4096"]
        quiet = ["--no-access-log", "--log-level", "warning", "--lifespan", "off"]
        application = "benchmarks.peers.room_app:application"
        return [sys.executable, "-m", "uvicorn", application, *where, *quiet]


def stock_room(product: Product, redis_url: str) -> Product:
    """Return the council of `product` as a stock application serves it."""
    web = StockRoom(product.council.stack, "uvicorn")
    assert web.environment
    web.environment |= {"ROOM_REDIS": redis_url}
    stock = Product(product.council, web)
    stock.label = STOCK_ROOM
    return stock
