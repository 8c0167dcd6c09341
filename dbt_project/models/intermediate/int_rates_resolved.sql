{% set symbolic, annual = interval('symbolic'), interval('annual', 'yuan') %}
{% set unit_yuan, year_pct = exactly('value * symbolic_factor'), exactly('value * annual_factor / 100') %}

with rates as (
    select * from {{ ref('int_rates_in_figures') }}
),

local_figures as (
    select * from {{ ref('stg_local_figures') }}
),

cities as (
    select * from {{ ref('cities_overview') }}
),

found as (
    select
        rates.*,
        cities.city_name,
        coalesce(cities.city_name_en, cities.city_name) as city_name_en,
        local_figures.value,
        local_figures.measure,
        local_figures.source_title,
        local_figures.source_url,
        local_figures.retrieved_at
    from rates
    left join cities
        on rates.city_id = cities.city_id
    left join local_figures
        on
            rates.city_id = local_figures.city_id
            and rates.fiscal_year = local_figures.fiscal_year
            and rates.figure = local_figures.figure
)

select
    *,
    {{ as_columns(times(symbolic, unit_yuan), 'resolved', 'yuan') }},
    {{ as_columns(divided_by(annual, year_pct), 'share', 'pct') }}
from found
