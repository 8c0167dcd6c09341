-- Which rates compare, seen by eye: a province-level municipality's 市级 with 省部级 elsewhere, and not with 市级.
-- Holds where both documents are in the warehouse.
with worked (
    first_document_id, first_rank, second_document_id, second_rank, verdict, reason, order_known
) as (
    values
    ('120000-2024-d6080397', '市级', '150100-2024-96741dec', '省部级', 'after_conversion', null, 'equal'),
    ('120000-2024-d6080397', '市级', '150100-2024-96741dec', '市级', 'not_comparable', 'rank_differs', null),
    -- 600 a month and 6000 a year
    ('120000-2024-d6080397', '国家级', '150100-2024-96741dec', '国家级', 'after_conversion', null, 'second_is_lower'),
    ('120000-2024-d6080397', '国家级', '150100-2024-96741dec', '省部级', 'not_comparable', 'rank_differs', null)
),

rates as (
    select
        aid_standard_id,
        document_id,
        honour_rank
    from {{ ref('fct_aid_standards') }}
    where aid_type_id = 'honour_allowance'
),

documents as (
    {{ documents_known_by_heart() }}
),

pairs as (
    select
        pair_id,
        verdict,
        reason,
        order_known
    from {{ ref('comparability') }}
),

-- the smaller id stands first in a pair, whichever of the two it is
expected as (
    select
        worked.verdict,
        worked.reason,
        least(first_rates.aid_standard_id, second_rates.aid_standard_id) || ':'
        || greatest(first_rates.aid_standard_id, second_rates.aid_standard_id) as pair_id,
        case
            when worked.order_known = 'second_is_lower' and first_rates.aid_standard_id > second_rates.aid_standard_id
                then 'first_is_lower'
            else worked.order_known
        end as order_known
    from worked
    inner join documents as first_documents
        on worked.first_document_id = first_documents.document_id
    inner join documents as second_documents
        on worked.second_document_id = second_documents.document_id
    inner join rates as first_rates
        on worked.first_document_id = first_rates.document_id and worked.first_rank = first_rates.honour_rank
    inner join rates as second_rates
        on worked.second_document_id = second_rates.document_id and worked.second_rank = second_rates.honour_rank
)

select
    expected.*,
    pairs.verdict as found_verdict,
    pairs.reason as found_reason,
    pairs.order_known as found_order
from expected
left join pairs
    on expected.pair_id = pairs.pair_id
where
    expected.verdict is distinct from pairs.verdict
    or expected.reason is distinct from pairs.reason
    or expected.order_known is distinct from pairs.order_known
