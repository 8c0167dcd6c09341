with rates as (
    select * from {{ ref('int_rates_annualised') }}
    where scope = 'project' and is_in_budget and not is_total_of_parts and not is_lump_sum and not is_symbolic
),

recipients as (
    select * from {{ ref('recipients') }}
),

costs as (
    select * from {{ ref('int_costs_summed') }}
    where most_at_high_rate is not null
)

select
    costs.project_id,
    min(rates.aid_type_id) as aid_type_id,
    string_agg(distinct recipients.recipient, '、' order by recipients.recipient) as recipients,
    string_agg(distinct recipients.recipient_en, ', ' order by recipients.recipient_en) as recipients_en
from costs
inner join rates
    on
        costs.project_id = rates.project_id
        and costs.high_rate_yuan = coalesce(rates.annual_high_yuan, rates.amount_high_yuan)
left join recipients
    on rates.recipient_id = recipients.recipient_id
group by costs.project_id
