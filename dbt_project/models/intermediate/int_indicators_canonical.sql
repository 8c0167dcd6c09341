with indicators as (
    select * from {{ ref('stg_indicators') }}
),

level_words as (
    select * from {{ ref('level_words') }}
),

roles as (
    select * from {{ ref('indicator_roles') }}
),

bare_levels as (
    select
        *,
        regexp_replace({{ normalised('level1') }}, '(\(.*\))?(指标|目标|值)*(\(.*\))?$', '') as level1_word,
        regexp_replace({{ normalised('level2') }}, '(\(.*\))?(指标|目标|值)*(\(.*\))?$', '') as level2_word
    from indicators
),

canonical as (
    select
        bare_levels.*,
        coalesce(level1_words.level_canonical, bare_levels.level1) as level1_canonical,
        coalesce(level2_words.level_canonical, bare_levels.level2) as level2_canonical,
        {{ normalised('bare_levels.indicator_name') }} as name_words
    from bare_levels
    left join level_words as level1_words
        on level1_words.level_ordinal = 1 and bare_levels.level1_word = level1_words.level_word
    left join level_words as level2_words
        on level2_words.level_ordinal = 2 and bare_levels.level2_word = level2_words.level_word
),

role_matches as (
    select
        canonical.indicator_row_id,
        roles.role,
        row_number() over (partition by canonical.indicator_row_id order by roles.rule_ordinal) as match_ordinal
    from canonical
    inner join roles
        on
            canonical.quantity_kind = roles.quantity_kind
            and {{ is_matched("coalesce(canonical.level2_canonical, '')", 'roles.level2') }}
            and {{ is_matched('canonical.name_words', "coalesce(roles.pattern, '')") }}
)

select
    canonical.*,
    role_matches.role,
    {{ stable_id([
        'canonical.level1_canonical', 'canonical.level2_canonical', 'canonical.name_words'
    ]) }} as indicator_id
from canonical
left join role_matches
    on canonical.indicator_row_id = role_matches.indicator_row_id and role_matches.match_ordinal = 1
