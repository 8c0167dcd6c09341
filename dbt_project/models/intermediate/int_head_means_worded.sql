with means as (
    select * from {{ ref('int_head_means_derived') }}
),

per_words as (
    select * from {{ ref('per_words') }}
)

select
    'mean_per_head' as fact,
    means.project_id,
    means.project_id as subject_id,
    means.aid_type_id,
    {{ as_columns(interval('mean', 'yuan', 'means'), 'value') }},
    '元/' || means.measure as measure,
    means.derivation_text,
    '平均每' || means.measure || '至多 ' || {{ plain_number('means.mean_high_yuan') }} || '元' as statement_zh,
    'at most ' || {{ plain_number('means.mean_high_yuan') }} || ' yuan per '
    || coalesce(per_words.per_en, means.measure) || ' on average' as statement_en
from means
left join per_words
    on means.measure = per_words.per
