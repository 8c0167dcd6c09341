with indicators as (
    select * from {{ ref('stg_indicators') }}
),

level_words as (
    select * from {{ ref('level_words') }}
),

roles as (
    select * from {{ ref('indicator_roles') }}
),

-- forms repeat themselves: a name below its levels is understood once, however many rows have it. It is read apart from
-- the rows, all of which DuckDB would hold until the names are understood
names as (
    select distinct
        level1,
        level2,
        indicator_name,
        quantity_kind
    from {{ ref('stg_indicators') }}
),

bare_levels as (
    select
        *,
        regexp_replace({{ normalised('level1') }}, '(\(.*\))?(指标|目标|值)*(\(.*\))?$', '') as level1_word,
        regexp_replace({{ normalised('level2') }}, '(\(.*\))?(指标|目标|值)*(\(.*\))?$', '') as level2_word
    from names
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

understood as (
    select
        canonical.*,
        {{ stable_id(['level1_canonical', 'level2_canonical', 'name_words']) }} as indicator_id,
        arg_min(roles.role, roles.rule_ordinal) as role
    from canonical
    left join roles
        on
            canonical.quantity_kind = roles.quantity_kind
            and {{ is_matched("coalesce(canonical.level2_canonical, '')", 'roles.level2') }}
            and {{ is_matched('canonical.name_words', "coalesce(roles.pattern, '')") }}
    group by all
)

select
    indicators.*,
    understood.level1_word,
    understood.level2_word,
    understood.level1_canonical,
    understood.level2_canonical,
    understood.name_words,
    understood.role,
    understood.indicator_id
from indicators
inner join understood
    on
        indicators.level1 is not distinct from understood.level1
        and indicators.level2 is not distinct from understood.level2
        and indicators.indicator_name is not distinct from understood.indicator_name
        and indicators.quantity_kind is not distinct from understood.quantity_kind
