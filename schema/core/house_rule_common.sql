-- SPDX-License-Identifier: Apache-2.0
-- The house rules that every site has, in a language of the product: reason, title, text. A null or unknown language: English. The
-- English titles are those of server/web/view/words.c.
create or replace function core.house_rule_common(p_language text) returns table (reason text, title text, text text)
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	if p_language = 'ko' then
		return query values
			('spam', '스팸', '광고, 반복되거나 자동으로 작성된 글, 클릭만 노린 링크는 올릴 수 없습니다.'),
			('abuse', '모욕', '내용을 두고 토론해 주세요. 다른 사람에 대한 모욕, 위협, 멸시는 허용되지 않습니다.'),
			('hate', '혐오', '출신, 종교, 성별, 성적 지향, 장애, 나이를 이유로 누구도 비하하거나 공격할 수 없습니다.'),
			('harassment', '괴롭힘', '누구도 따라다니며 괴롭히거나 폭로하거나 위협할 수 없으며, 다른 사람의 사생활을 공개할 수 없습니다.'),
			('misinformation', '허위 주장', '거짓으로 밝혀졌고 다른 사람에게 해를 줄 수 있는 주장은 퍼뜨릴 수 없습니다.'),
			('off_topic', '주제와 무관', '댓글은 기사에 관한 것이거나 다른 댓글에 대한 답이어야 합니다.'),
			('illegal', '불법 내용', '법이 금지하는 내용은 여기에 게시되지 않습니다.'),
			('other', '그 밖의 운영 규칙', '이 사이트의 규칙을 지키지 않은 댓글은 게시되지 않습니다.');
	else
		return query values
			('spam', 'Spam', 'No advertising, no repeated or automated messages, no links that are there to be clicked only.'),
			('abuse', 'Insults', 'Argue about the matter. Insults, threats and contempt for other people have no place here.'),
			('hate', 'Hate', 'Nobody is degraded or attacked for their origin, religion, sex, orientation, disability or age.'),
			('harassment', 'Harassment', 'Nobody is pursued, exposed or intimidated, and private details of others are not published.'),
			('misinformation', 'False claims', 'Claims of fact that are known to be false, and may harm others, are not spread.'),
			('off_topic', 'Off topic', 'Comments are about the article or answer another comment.'),
			('illegal', 'Illegal content', 'What the law forbids is not published here.'),
			('other', 'Another house rule', 'Comments that do not keep to the rules of this site are not published.');
	end if;
end $$;
