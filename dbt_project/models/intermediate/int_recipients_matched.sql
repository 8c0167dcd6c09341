with words as (
    select * from {{ ref('int_words_collected') }}
),

rules as (
    select * from {{ ref('recipient_rules') }}
),

{{ first_matching_rule('recipient_id') }}

select
    document_id,
    subject_id,
    recipient_id,
    rule_ordinal,
    place
from matches
where match_ordinal = 1
