// SPDX-License-Identifier: Apache-2.0
// The forms of a discussion in place. The same forms go to the same addresses as without a script, with the header
// Madang-Part; the answer is the HTML of the part that changed. A form of which the answer is lost is sent again by its
// own button, with the same key, so it counts once. What this script does not know is left to the browser.
import { clean, grow, keep, parse, prepare } from './composer.js';

const pressed = new WeakSet(); // forms on their way
const PART = { 'Madang-Part': '1' };
let parts = 0, live;

export function start() {
	live = document.createElement('div');
	live.className = 'unseen';
	live.setAttribute('role', 'status');
	document.body.append(live);
	document.addEventListener('submit', submitted);
	document.addEventListener('click', clicked);
}

// ---- small parts
const commentOf = (node) => node.closest('.comment');
export const say = (text) => { live.textContent = text; };
const act = (node) => new URL(node.action ?? node.href).pathname.split('/').pop();

// A part's ids must differ from those of the page.
function withOwnIds(part) {
	const mark = `-${++parts}`;
	for (const node of part.querySelectorAll('[id]'))
		if (!/^(c|mine)-/.test(node.id)) {
			for (const name of ['for', 'aria-describedby', 'aria-labelledby', 'href'])
				for (const user of part.querySelectorAll(`[${name}~="${name === 'href' ? '#' : ''}${node.id}"]`))
					user.setAttribute(name, user.getAttribute(name).split(' ').map((id) =>
						(id.replace('#', '') === node.id ? id + mark : id)).join(' '));
			node.id += mark;
		}
	return part;
}

export function focus(node) {
	if (!node)
		return;
	if (!node.matches('a, button, input, textarea'))
		node.tabIndex = -1;
	node.focus({ preventScroll: true });
	node.scrollIntoView({ block: 'nearest' });
}

export async function ask(url, headers, options) {
	const answer = await fetch(url, { cache: 'no-store', ...options, headers: { Accept: 'text/html', ...headers } });
	return { answer, doc: parse(await answer.text()) };
}

// ---- forms
function submitted(event) {
	const form = event.target;
	if (event.defaultPrevented || form.method !== 'post' || event.submitter?.formTarget || form.target ||
		!['comments', 'vote', 'edit', 'report', 'withdraw'].includes(act(form)))
		return;
	if (event.submitter?.hasAttribute('formaction'))
		return;
	event.preventDefault();
	if (!pressed.has(form))
		send(form, event.submitter);
}

async function send(form, submitter) {
	pressed.add(form);
	form.setAttribute('aria-busy', 'true');
	form.querySelector(':scope > .errors')?.remove();
	const got = await ask(form.action,
		PART, { method: 'POST', body: new URLSearchParams(new FormData(form, submitter)) }).catch(() => null);
	if (!got)
		fail(form, null);
	else if (got.answer.redirected)
		location.assign(got.answer.url);
	else if (got.answer.ok)
		take(form, got.doc, submitter);
	else
		refuse(form, got.doc, got.answer.status);
	pressed.delete(form);
	form.removeAttribute('aria-busy');
}

// The act is done. If its part cannot be shown here, the page is loaded again. A lost connection is another case.
function take(form, doc, submitter) {
	try {
		done[act(form)](form, doc, submitter);
	} catch {
		location.reload();
	}
}

// The reason goes into the form that was sent, whose text nobody touched: beside the choices if one is missing.
function refuse(form, doc, status) {
	const missing = doc.querySelector('fieldset .error'), choices = missing && form.querySelector('fieldset');
	if (choices) {
		const why = Object.assign(document.importNode(missing, true), { id: `why-${++parts}`, role: 'alert' });
		choices.querySelector('.error')?.remove();
		choices.querySelector('legend').after(why);
		choices.setAttribute('aria-describedby', why.id);
		return focus(choices.querySelector('input'));
	}
	fail(form, doc.querySelector('.errors'));
	if (status === 401) {
		keep(form);
		document.dispatchEvent(new CustomEvent('madang:sign-in', { detail: { form } }));
	}
}

function fail(form, reason) {
	let box = reason && document.importNode(reason, true);
	if (!box) {
		box = document.createElement('div');
		box.className = 'errors';
		box.setAttribute('role', 'alert');
		box.append(Object.assign(document.createElement('p'),
			{ textContent: document.querySelector('[data-again]')?.dataset.again ?? '' }));
	}
	box.querySelectorAll('[id]').forEach((node) => node.removeAttribute('id'));
	box.removeAttribute('aria-labelledby');
	box.querySelectorAll('a[href^="#"]').forEach((link) => link.replaceWith(link.textContent));
	form.prepend(box);
	form.edit?.();
	const field = form.querySelector('textarea');
	if (field)
		focus(field);
}

const announced = (doc) => say(doc.querySelector('.flash')?.textContent.trim() ?? '');

function recount(doc) {
	const now = doc.querySelector('[data-count]'), here = document.querySelector('.count[data-count]');
	if (!now || !here)
		return;
	here.dataset.count = now.dataset.count;
	here.firstElementChild.textContent = now.textContent;
}

const done = {
	comments(form, doc) {
		const item = document.importNode(doc.querySelector('li.branch'), true);
		const parent = commentOfReply(form);
		clean(form);
		place(item, parent);
		if (parent)
			form.closest('.part').remove();
		else if (item.previousElementSibling)
			hint(form, item);
		announced(doc);
		recount(doc);
		document.dispatchEvent(new CustomEvent('madang:posted'));
		focus(item.querySelector('.comment'));
	},
	edit(form, doc) {
		const next = document.importNode(doc.querySelector('.comment'), true);
		commentOf(form).replaceWith(next);
		announced(doc);
		focus(next);
	},
	withdraw(form, doc) {
		const item = commentOf(form).closest('li.branch');
		if (!item || item.querySelector('.comment ~ .replies, .more-replies'))
			return done.edit(form, doc);
		const next = (item.nextElementSibling ?? item.previousElementSibling ?? item.parentNode.closest('li.branch'))
			?.querySelector('.comment');
		const all = item.parentNode;
		item.remove(); // as the next view of the page
		if (!all.children.length)
			all.remove();
		announced(doc);
		focus(next ?? document.querySelector('.discussion-head'));
	},
	report(form, doc) {
		const comment = commentOf(form), line = document.importNode(doc.querySelector('.flash'), true);
		[...comment.querySelectorAll('.actions a')].find((link) => act(link) === 'report')?.parentNode.remove();
		form.closest('.part').replaceWith(line);
		focus(line);
	},
	vote(form, doc, submitter) {
		const next = document.importNode(doc.querySelector('form.votes'), true);
		form.replaceWith(next);
		focus(next.querySelector(`button.${submitter?.className ?? 'up'}`));
	},
};

const commentOfReply = (form) => form.closest('.part') && commentOf(form);

function list(className, label) {
	const made = document.createElement('ol');
	made.className = className;
	made.setAttribute('role', 'list');
	if (label)
		made.setAttribute('aria-label', label);
	return made;
}

// The items that stay before a new one, which has no votes and no replies, in the order of the page; none by default.
const before = {
	oldest: () => true,
	replies: (item) => item.querySelector(':scope > .replies, :scope > .more-replies'),
	best(item) {
		const [up, down] = ['.up', '.down'].map((way) => parseInt(item.querySelector(`.votes ${way}`)?.textContent, 10));
		return up > down;
	},
};

function insert(all, item) {
	const stays = before[new URLSearchParams(location.search).get('sort')];
	all.insertBefore(item, (stays ? [...all.children].find((one) => !stays(one)) : all.firstChild) ?? null);
}

function hint(form, item) {
	const line = document.createElement('p');
	line.className = 'hint placed';
	line.append(Object.assign(document.createElement('a'),
		{ href: `#${item.querySelector('.comment').id}`, textContent: form.dataset.placed }));
	form.querySelector('.placed')?.remove();
	form.append(line);
}

// A new comment, where the order of the page puts it.
export function place(item, parent) {
	const id = item.querySelector('.comment').id;
	document.getElementById(id)?.closest('li')?.remove(); // the answer to a repeated form
	if (parent && parent.closest('li.branch')) {
		const branch = parent.closest('li.branch');
		let replies = branch.querySelector(':scope > .replies');
		if (!replies) {
			replies = list('replies', parent.getAttribute('aria-label'));
			parent.after(replies);
		}
		insert(replies, item);
		return;
	}
	const discussion = document.querySelector('.discussion');
	let all = discussion.querySelector(':scope > ol.thread');
	if (!all) {
		all = list('thread');
		discussion.querySelector(':scope > .empty')?.remove();
		discussion.querySelector('.discussion-head').after(all);
	}
	insert(all, item);
}

// ---- links
function clicked(event) {
	const link = event.target.closest?.('a[href]');
	if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey ||
		link.target)
		return;
	let doing;
	if (link.hasAttribute('data-cancel') && link.closest('.part'))
		doing = () => close(link.closest('.part'));
	else if (link.matches('.more-replies a, .pager a[data-more]'))
		doing = () => more(link);
	else if (link.matches('.actions a[href$="#write"]') && document.querySelector('#write form'))
		doing = () => reply(link);
	else if (link.matches('.actions a[href$="#write"]') && document.querySelector('#write .prompt a'))
		doing = () => signIn(link);
	else if (link.closest('.actions') && ['edit', 'report', 'withdraw'].includes(act(link)))
		doing = () => open(link);
	if (!doing)
		return;
	event.preventDefault();
	doing();
}

// A visitor's reply waits for the sign-in in a window of its own (window.js).
function signIn(link) {
	const prompt = document.querySelector('#write .prompt a'), then = () => document.querySelector('#write form') && reply(link);
	if (document.dispatchEvent(new CustomEvent('madang:sign-in', { cancelable: true, detail: { link: prompt, then } })))
		location.assign(link.href);
}

function close(part) {
	const opener = part.opener;
	part.remove();
	if (opener?.isConnected)
		focus(opener);
}

// One open form for each comment.
function show(link, part) {
	const comment = commentOf(link);
	comment.querySelector(':scope > .part')?.remove();
	part.opener = link;
	comment.append(withOwnIds(part));
	part.addEventListener('keydown', (event) => event.key === 'Escape' && !event.isComposing && close(part));
	part.querySelectorAll('form').forEach(prepare);
	part.querySelector('fieldset input')?.form.setAttribute('novalidate', ''); // the server names the missing choice
	focus(['textarea', 'input:not([type=hidden])', 'button'].map((kind) => part.querySelector(kind)).find(Boolean));
}

function reply(link) {
	const comment = commentOf(link), original = document.querySelector('#write form'), form = original.cloneNode(true);
	const part = document.createElement('section');
	const field = form.querySelector('textarea');
	part.className = 'part';
	part.setAttribute('aria-label', link.textContent);
	form.querySelectorAll('.errors, .placed, .toolbar, .count, .preview').forEach((node) => node.remove());
	form.querySelector('[name=parent_id]')?.remove();
	form.prepend(Object.assign(document.createElement('input'),
		{ type: 'hidden', name: 'parent_id', value: comment.id.replace(/^(c|mine|pin)-/, '') }));
	form.querySelector('label').textContent = original.dataset.reply;
	form.querySelector('button.primary').textContent = original.dataset.replyButton;
	delete form.dataset.ready;
	delete form.dataset.draft;
	field.value = '';
	field.hidden = false;
	clean(form); // a key of its own
	const cancel = Object.assign(document.createElement('a'),
		{ className: 'button', href: link.href, textContent: original.dataset.cancel });
	cancel.dataset.cancel = '';
	form.querySelector('.buttons .button:not(button)')?.remove();
	form.querySelector('.buttons').append(' ', cancel);
	part.append(form);
	show(link, part);
	grow(field);
}

async function open(link) {
	try {
		const { doc } = await ask(link.href, PART);
		const part = doc.querySelector('.part');
		if (part)
			show(link, document.importNode(part, true));
		else
			location.assign(link.href);
	} catch {
		location.assign(link.href);
	}
}

// The items of the next page, without those that are here already; its own link takes the place of this one.
async function more(link) {
	if (link.getAttribute('aria-busy'))
		return;
	link.setAttribute('aria-busy', 'true');
	try {
		const { answer, doc } = await ask(link.href);
		const next = doc.querySelector('.discussion > .pager a[data-more]'), box = link.parentNode;
		const items = [...doc.querySelectorAll('.discussion > ol.thread > li')].filter((item) =>
			!document.getElementById(item.querySelector('.comment')?.id)).map((item) => document.importNode(item, true));
		if (!answer.ok)
			throw new Error(answer.status);
		let target = box.previousElementSibling;
		if (!target?.matches('ol')) {
			target = list('replies', box.parentNode.querySelector('.comment')?.getAttribute('aria-label'));
			box.before(target);
		}
		target.append(...items);
		if (next)
			Object.assign(link, { href: next.getAttribute('href'), textContent: next.textContent });
		else
			box.remove();
		link.removeAttribute('aria-busy');
		focus(items[0]?.querySelector('.comment'));
	} catch {
		location.assign(link.href);
	}
}
