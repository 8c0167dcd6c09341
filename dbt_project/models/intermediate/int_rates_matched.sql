{% set heads, yuan = interval('heads'), interval('yuan') %}

-- first a rate and the heads of the same recipients; what is left of the same aid shares one count
with matched as (
    select * from {{ ref('int_rates_with_own_heads') }}
    union all
    select * from {{ ref('int_rates_sharing_heads') }}
)

select
    *,
    measure is not null as is_matched,
    {{ as_columns(times(heads, yuan), 'cost', 'yuan') }},
    {{ bounds_text(heads) }} || measure || ' × ' || {{ bounds_text(yuan) }} || yuan_measure as term_text
from matched
