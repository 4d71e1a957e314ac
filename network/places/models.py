"""Tables of places."""

from sqlalchemy import Float
from sqlalchemy.orm import Mapped, mapped_column

from network.base.database import Model


class Place(Model):
    """A city from which somebody writes or wrote. Its country is a code (ISO 3166-1), its clock an IANA zone."""

    __tablename__ = "places"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    country_code: Mapped[str] = mapped_column(index=True)
    country_name: Mapped[str]
    latitude: Mapped[float] = mapped_column(Float)
    longitude: Mapped[float] = mapped_column(Float)
    time_zone: Mapped[str]
    geoname_id: Mapped[int | None] = mapped_column(unique=True)
