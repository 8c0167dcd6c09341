with words as (
    select * from {{ ref('int_words_collected') }}
),

rules as (
    select * from {{ ref('aid_type_rules') }}
),

{{ first_matching_rule('aid_type_id') }}

select
    document_id,
    subject_id,
    aid_type_id,
    rule_ordinal,
    place
from matches
where match_ordinal = 1
