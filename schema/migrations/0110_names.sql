-- Names are shown in NFC. Until now they were stored in NFKC, which turns a single Hangul letter (U+314B) into
-- one that joins (U+110F): it is drawn otherwise, or not at all. Such letters are turned back. Other forms that
-- NFKC folds are lost; their accounts keep the folded name. A name with old Hangul, which is written with joining
-- letters, stays as it is. Skeletons do not change: they are made of NFKC as before.
create function pg_temp.single(p_name text) returns text language sql immutable
as $$ select translate(p_name, U&'\1100\1101\1102\1103\1104\1105\1106\1107\1108\1109\110A\110B\110C\110D\110E\110F\1110\1111\1112\1161\1162\1163\1164\1165\1166\1167\1168\1169\116A\116B\116C\116D\116E\116F\1170\1171\1172\1173\1174\1175\11A8\11A9\11AA\11AB\11AC\11AD\11AE\11AF\11B0\11B1\11B2\11B3\11B4\11B5\11B6\11B7\11B8\11B9\11BA\11BB\11BC\11BD\11BE\11BF\11C0\11C1\11C2\111A\1121',
	'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎㅀㅄ') $$;

create temporary table renamed on commit drop as
	select a.id, pg_temp.single(a.username) as username
	from core.account a
	where a.username ~ U&'[\1100-\11FF]' and a.username !~ U&'[\1100-\115F][\1160-\11A7]';
update core.account a set username = r.username from renamed r where a.id = r.id;
update core.comment c set author_name = r.username from renamed r where c.author_id = r.id;
