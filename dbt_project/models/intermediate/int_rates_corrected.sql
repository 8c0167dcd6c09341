with standards as (
    select * from {{ ref('fct_aid_standards') }}
    where list_contains(flags, 'corrected')
),

corrections as (
    select * from {{ ref('int_corrections_worded') }}
)

select
    standards.document_id,
    standards.aid_standard_id,
    nullif(concat_ws('; ', of_rates.correction_text, of_indicators.correction_text), '') as correction_text
from standards
left join corrections as of_rates
    on
        standards.aid_standard_id = of_rates.entity_id
        and of_rates.entity = 'rate'
left join corrections as of_indicators
    on
        standards.indicator_target_id = of_indicators.entity_id
        and of_indicators.entity = 'indicator'
