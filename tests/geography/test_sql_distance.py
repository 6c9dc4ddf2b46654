from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentor_program.geography.distance import distance_km

# degrees with five decimals, about a metre, as the facts have them
latitudes = st.integers(-9_000_000, 9_000_000).map(lambda n: n / 100_000)
longitudes = st.integers(-18_000_000, 18_000_000).map(lambda n: n / 100_000)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(latitudes, longitudes, latitudes, longitudes)
def test_sql_and_python_measure_the_same_distance(owner, lat1, lon1, lat2, lon2):
    ((in_sql,),) = owner.execute("select private.distance_km(%s, %s, %s, %s)", [lat1, lon1, lat2, lon2]).fetchall()
    assert abs(in_sql - distance_km(lat1, lon1, lat2, lon2)) < 1e-6


def test_the_distance_between_two_seats_is_measured_in_the_database(owner):
    oslo_bergen = """
    select private.distance_km(a.latitude, a.longitude, b.latitude, b.longitude)
    from municipalities a, municipalities b where a.number = '0301' and b.number = '4601'
    """
    ((kilometres,),) = owner.execute(oslo_bergen).fetchall()
    assert round(kilometres) == 305
