{% set lump_sum = stated('lump_sum', 'yuan', 'rates') %}
{% set is_overlap = '(count(*) > 1 or bool_or(coalesce(is_overlap_possible, false)))' %}
{% set heads = interval('heads', table='aid_heads') %}

with rates as (
    select * from {{ ref('int_rates_annualised') }}
),

head_groups as (
    select * from {{ ref('int_headcounts_grouped') }}
),

aid_heads as (
    select
        project_id,
        aid_type_id,
        min(measure) as measure,
        {{ as_columns(union_of(interval('heads'), is_overlap), 'heads') }}
    from head_groups
    group by project_id, aid_type_id
    having count(distinct measure) = 1
)

select
    rates.document_id,
    rates.aid_standard_id,
    aid_heads.measure as derived_per,
    {{ as_columns(divided_by(lump_sum, heads), 'derived', 'yuan') }},
    {{ bounds_text(lump_sum) }} || '元 ÷ ' || {{ bounds_text(heads) }} || aid_heads.measure || ' = '
    || {{ bounds_text(divided_by(lump_sum, heads)) }} || '元/' || aid_heads.measure as derived_text
from rates
inner join aid_heads
    on rates.project_id = aid_heads.project_id and rates.aid_type_id = aid_heads.aid_type_id
where rates.is_lump_sum
