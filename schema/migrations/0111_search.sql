-- The search reads what a comment's readers see, and folds it as the words of rules are folded: what cannot be seen, accents and
-- vowel points are left out, quotation marks and dashes are one each, white space is one space. All texts are read anew.
do $$
declare
	v_schema name;
begin
	select n.nspname into v_schema from pg_opclass o join pg_namespace n on n.oid = o.opcnamespace where o.opcname = 'gin_trgm_ops' limit 1;
	drop index if exists core.account_words;
	create or replace function core.folded(p_text text) returns text language sql immutable strict parallel safe
	as $f$
		select regexp_replace(regexp_replace(replace(
			lower(normalize(translate(p_text,
				U&'\0060\00B4\02B9\02BC\2018\2019\201A\201B\2032\2035\FF07\201C\201D\201E\201F\00AB\00BB\2010\2011\2012\2013\2014\2015\2212\03C2',
				U&'\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0027\0022\0022\0022\0022\0022\0022\002D\002D\002D\002D\002D\002D\002D\03C3'), NFKD)),
			U&'\00DF', 'ss'),
			U&'[\0300-\036F\0483-\0489\0591-\05BD\05BF\05C1\05C2\05C4\05C5\05C7\0610-\061A\0640\064B-\065F\0670\06D6-\06DC\06DF-\06E8\06EA-\06ED'
			'\1AB0-\1AFF\1DC0-\1DFF\20D0-\20FF\FE20-\FE2F'
			'\00AD\034F\061C\115F\1160\17B4\17B5\180B-\180F\200B-\200F\202A-\202E\2060-\206F\2800\3164\FE00-\FE0F\FEFF\FFA0\FFF0-\FFFC\+0E0000-\+0E0FFF]',
			'', 'g'), '\s+', ' ', 'g')
	$f$;
	if v_schema is not null then
		execute format('create index account_words on core.account using gin (core.folded(username) %I.gin_trgm_ops)', v_schema);
	end if;
end $$;

insert into core.search_waiting (article_id, comment_id) select article_id, id from core.comment;
