"""Counties, municipalities and postal codes: facts that everyone may read and only the owner writes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class County(models.Model):
    """One of the counties (*fylker*). `number` is the official two digits."""

    number = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=100)
    search_names = ArrayField(models.CharField(max_length=100))

    class Meta:
        db_table = "counties"
        ordering = ["number"]


class Municipality(models.Model):
    """One of the municipalities (*kommuner*). `latitude` and `longitude` are its seat's, WGS84, in degrees.

    `search_names` holds every official name in the form that `geography.recognise.plain` gives.
    """

    number = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=100)
    county = models.ForeignKey(County, models.RESTRICT, related_name="municipalities")
    latitude = models.FloatField()
    longitude = models.FloatField()
    search_names = ArrayField(models.CharField(max_length=100))

    class Meta:
        db_table = "municipalities"
        ordering = ["number"]


class PostalCode(models.Model):
    """A postal code of the official register, which is loaded only where someone asks for it."""

    code = models.CharField(max_length=4, primary_key=True)
    place = models.CharField(max_length=100)
    municipality = models.ForeignKey(Municipality, models.RESTRICT, related_name="postal_codes")

    class Meta:
        db_table = "postal_codes"
        ordering = ["code"]
