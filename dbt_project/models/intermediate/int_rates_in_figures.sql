{% set symbolic = stated('symbolic', table='rates') %}

with rates as (
    select * from {{ ref('int_rates_graded') }}
    where scope = 'project' and not is_lump_sum and not is_total_of_parts
),

figures as (
    select * from {{ ref('reference_figures') }}
    where annual_factor is not null
)

-- a symbolic amount is in terms of one figure; an amount a year for a person against any: they all are one person's
select
    rates.aid_standard_id,
    rates.city_id,
    rates.fiscal_year,
    rates.aid_type_id,
    rates.evidence_grade,
    rates.is_symbolic,
    figures.figure,
    figures.figure_zh,
    figures.figure_en,
    figures.annual_factor,
    -- 12个月低保 counts months of it, 3倍平均工资 the figure itself
    if(rates.symbolic_unit_text like '%月%', figures.annual_factor / 12, 1) as symbolic_factor,
    rates.symbolic_unit_text,
    {{ as_columns(symbolic, 'symbolic') }},
    {{ as_columns(stated('annual', 'yuan', 'rates'), 'annual', 'yuan') }}
from rates
inner join figures
    on
        (
            rates.is_symbolic
            and {{ is_matched(normalised('rates.symbolic_unit_text'), 'figures.symbolic_pattern') }}
        )
        or (
            not rates.is_symbolic
            and rates.per_kind = 'person'
            and coalesce(rates.annual_low_yuan, rates.annual_high_yuan) is not null
        )
