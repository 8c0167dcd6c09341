{% set now, before = interval('amount', 'yuan'), interval('previous', 'yuan') %}

with years as (
    select * from {{ ref('int_rates_grouped_by_year') }}
),

series as (
    select
        *,
        {{ stable_id(['city_id', 'aid_type_id', 'recipient_id', 'payer', 'measure']) }} as series_id
    from years
),

followed as (
    select
        *,
        count(*) over (partition by series_id) as n_years,
        lag(fiscal_year) over (partition by series_id order by fiscal_year) as previous_fiscal_year,
        lag(amount_low_yuan) over (partition by series_id order by fiscal_year) as previous_low_yuan,
        lag(amount_high_yuan) over (partition by series_id order by fiscal_year) as previous_high_yuan,
        lag(is_amount_low_open) over (partition by series_id order by fiscal_year) as is_previous_low_open,
        lag(is_amount_high_open) over (partition by series_id order by fiscal_year) as is_previous_high_open
    from series
)

select
    series_id || ':' || fiscal_year as series_year_id,
    series_id,
    city_id,
    city_name,
    aid_type_id,
    aid_type,
    recipient_id,
    recipient,
    payer,
    measure,
    fiscal_year,
    n_years,
    amount_low_yuan,
    amount_high_yuan,
    evidence_grade,
    n_standards,
    aid_standard_ids,
    previous_fiscal_year,
    {{ minus(now, before).low }} as change_low_yuan,
    {{ minus(now, before).high }} as change_high_yuan,
    case
        when amount_low_yuan = amount_high_yuan and previous_low_yuan = previous_high_yuan
            then 100 * (amount_low_yuan - previous_low_yuan) / nullif(previous_low_yuan, 0)
    end as change_pct,
    case
        when previous_fiscal_year is null then null
        when {{ is_below(before, now) }} then 'raised'
        when {{ is_below(now, before) }} then 'lowered'
        when amount_low_yuan = previous_high_yuan and amount_high_yuan = previous_low_yuan then 'same'
        else 'not_known'
    end as change
from followed
