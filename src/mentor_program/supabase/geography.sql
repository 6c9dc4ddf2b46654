-- Great-circle distance in kilometres between two points in degrees (WGS84), by the haversine formula on a sphere of
-- the Earth's mean radius. `geography.distance.distance_km` says the same in Python; a test holds the two together.
create or replace function private.distance_km(
    lat1 double precision, lon1 double precision, lat2 double precision, lon2 double precision
) returns double precision
language sql immutable strict parallel safe
set search_path = ''
as $$
    -- least() keeps the root of rounding errors at the antipode inside asin's domain
    select 2 * 6371.0088 * asin(least(1, sqrt(
        power(sin(radians(lat2 - lat1) / 2), 2)
        + cos(radians(lat1)) * cos(radians(lat2)) * power(sin(radians(lon2 - lon1) / 2), 2)
    )))
$$;

revoke all on function private.distance_km(double precision, double precision, double precision, double precision)
    from public;
grant execute on function private.distance_km(double precision, double precision, double precision, double precision)
    to authenticated;
