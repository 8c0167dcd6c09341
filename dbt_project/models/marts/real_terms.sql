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
),

computed as (
    select
        *,
        {{ as_columns(times(symbolic, unit_yuan), 'resolved', 'yuan') }},
        {{ as_columns(divided_by(annual, year_pct), 'share', 'pct') }}
    from found
)

select
    aid_standard_id || ':' || figure as real_terms_id,
    aid_standard_id,
    city_id,
    city_name,
    fiscal_year,
    aid_type_id,
    figure,
    figure_zh,
    figure_en,
    case when is_symbolic then 'resolved' else 'share' end as kind,
    value is not null as has_figure,
    -- what rests on a figure from elsewhere is derived
    case when value is not null then 'C' else evidence_grade end as evidence_grade,
    value as figure_value,
    measure as figure_measure,
    source_title,
    source_url,
    retrieved_at,
    resolved_low_yuan,
    resolved_high_yuan,
    share_low_pct,
    share_high_pct,
    case
        when value is null then null
        when is_symbolic
            then
                {{ bounds_text(symbolic) }} || symbolic_unit_text || ' × '
                || {{ plain_number('value') }} || measure
                || if(symbolic_factor < 1, ' ÷ ' || {{ plain_number('1 / symbolic_factor') }}, '') || ' = '
                || {{ bounds_text(interval('resolved', 'yuan')) }} || '元'
        else
            {{ bounds_text(annual) }} || '元/年 ÷ (' || {{ plain_number('value') }} || measure
            || if(annual_factor > 1, ' × ' || annual_factor, '') || ') = '
            || {{ bounds_text(interval('share', 'pct')) }} || '%'
    end as derivation_text,
    case
        when value is null then '缺少' || city_name || fiscal_year || '年的' || figure_zh || '：没有注明来源的数字'
    end as missing_zh,
    case
        when value is null
            then
                'missing: the ' || figure_en || ' of ' || city_name_en || ' in ' || fiscal_year
                || ' (no sourced figure)'
    end as missing_en
from computed
