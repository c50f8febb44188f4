// SPDX-License-Identifier: Apache-2.0
// What became of the article while its page was open: closed, open again, marked, hidden, merged. live.js loads this when the
// stream tells of it. No text moves: changes that need more room are shown with the next view of the page.
const find = (selector, of = document) => of.querySelector(selector);
const words = (node) => node?.textContent.trim() ?? '';
let shut, button, ask, focus, keep, say;

document.addEventListener('madang:article', ({ detail }) => {
	({ button, ask, focus, keep, say } = detail);
	detail.over = renew(detail.words, detail.page);
});

// Fetches the page for everybody. True: the discussion is no longer at this address.
async function renew(texts, page) {
	const got = await ask(page, {}, { credentials: 'omit' }).catch(() => null), root = document.body.dataset.discussion;
	const next = got?.doc.body.dataset.discussion;
	if ([404, 410].includes(got?.answer.status) || next && next !== root) {
		bar(texts.away, next && texts.moved, next);
		return true;
	}
	if (!next)
		return false;
	const text = words(find('.entry .bar-line', got.doc));
	shut ??= texts.closed === '' && words(find('.entry .bar-line'));
	if (text && text !== shut)
		bar(text);
	else if (!text && shut)
		bar(texts.reopened, texts.write, `${page.pathname}${page.search}#write`);
	shut = text;
	marks(got.doc);
	pins(got.doc, texts.pins);
	inPlace(find('.masthead h1 a, h1.unseen'), find('.masthead h1 a, h1.unseen', got.doc));
	return false;
}

// The node gets these contents if it keeps its height.
function inPlace(node, next) {
	const old = [...node.childNodes], height = () => node.getBoundingClientRect().height, before = height();
	if (words(node) === words(next))
		return;
	node.replaceChildren(...[...next.childNodes].map((one) => document.importNode(one, true)));
	if (Math.abs(height() - before) > 0.5)
		node.replaceChildren(...old);
}

// The line in place of the form, or of the form's buttons if the reader is writing.
function bar(text, link, href) {
	const entry = find('.entry'), form = entry && find('form', entry), line = document.createElement('p');
	const isWriting = form && find('textarea', form)?.value.trim();
	say(text);
	if (!entry)
		return;
	line.className = 'prompt bar-line';
	line.append(text);
	if (link)
		line.append(' ', Object.assign(document.createElement('a'), { href, textContent: link }));
	if (form)
		keep(form);
	const box = isWriting ? find('.buttons', form) : entry;
	box.style = `display: block; height: ${box.getBoundingClientRect().height}px; overflow-y: auto`;
	box.replaceChildren(line);
	find('.discussion').classList.toggle('shut', !link || link !== find('#live-words').dataset.write);
	say(text);
}

// Picks: the badge of a comment.
function marks(doc) {
	for (const now of doc.querySelectorAll('.discussion .comment[id^="c-"]')) {
		const head = find(`[id="${now.id}"] > header`), badge = find(':scope > header > .featured', now), old = head && find('.featured', head);
		if (head && badge && !old)
			fit(head, document.importNode(badge, true));
		else if (!badge && old) {
			head.style.minHeight = `${head.getBoundingClientRect().height}px`;
			old.remove();
		}
	}
}

// Behind the time, where it moves nothing.
function fit(head, badge) {
	const height = () => head.getBoundingClientRect().height, before = height();
	badge.style.paddingBlock = 0;
	[...head.querySelectorAll(':scope > .when')].at(-1).after(' ', badge);
	if (height() > before + 0.5)
		badge.remove();
}

const ids = (section) => [...section?.querySelectorAll('.comment') ?? []].map((one) => one.id).join();

// Pinned comments lie above the others, so a button fetches them.
function pins(doc, text) {
	const next = find('.pinned', doc), old = find('.pinned');
	let made = find('.arrivals .pins');
	if (ids(next) === ids(old))
		return made?.remove();
	if (!made) {
		made = button();
		made.classList.add('pins');
		made.textContent = text;
		find('.arrivals').append(made);
	}
	made.onclick = () => {
		made.remove();
		old?.remove();
		if (!next)
			return focus(find('.discussion-head'));
		const section = document.importNode(next, true);
		find('.arrivals').after(section);
		focus(find('.comment', section));
	};
}
