// SPDX-License-Identifier: Apache-2.0
// The loader for pages of newspapers: <madang-thread article="…"> (or url="…", or key="…" site="…").
// The element's contents (the included fragment) stay until the frame is ready, and come back when the element is removed.
// Messages are taken from the frame's window and origin only. No data of a reader passes: heights and counts, and, when a reader
// has pressed "Sign in", the token that the newspaper signed, to the frame's origin alone.
(() => {
	const BASE = new URL('.', document.currentScript.src);
	const SIZED = CSS.supports('frame-sizing', 'content-height');
	const HEIGHT_MAX = 200000, HEIGHT_MIN = 480, WIDTH_MIN = 40, READY_MS = 20000, NEAR = '800px 0px'; // px, ms
	const HASH = /^#c-[0-9a-f-]{36}$/;

	class Thread extends HTMLElement {
		static observedAttributes = ['article', 'url', 'key', 'site', 'theme', 'sort'];
		#frame = null;
		#contents = [];
		#near = null;
		#wide = null;
		#late = 0;
		#height = 0;
		#shown = false;
		#made = ''; // the id of the article that this page made
		#asks = false; // the request that makes it has no answer yet
		#free = false; // the height follows the frame's

		connectedCallback() {
			const style = getComputedStyle(this);
			if (style.display === 'inline')
				this.style.display = 'block';
			if (!(parseFloat(style.minHeight) >= HEIGHT_MIN)) // before a reader can see what stands below
				this.style.minHeight = `${HEIGHT_MIN}px`;
			addEventListener('message', this);
			addEventListener('hashchange', this);
			if (HASH.test(location.hash))
				this.#load();
			else {
				this.#near = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && this.#load(),
					{ rootMargin: NEAR });
				this.#near.observe(this);
			}
		}

		disconnectedCallback() {
			removeEventListener('message', this);
			removeEventListener('hashchange', this);
			this.#near?.disconnect();
			this.#wide?.disconnect();
			this.#end();
		}

		attributeChangedCallback(name, before, now) {
			if (!['theme', 'sort'].includes(name))
				this.#made = '';
			if (this.#frame && before !== now) {
				this.#end();
				this.#load();
			}
		}

		handleEvent(event) {
			if (event.type === 'scroll')
				this.#fit(false);
			else if (event.type === 'hashchange')
				this.#say({ madang: 'hash', hash: HASH.test(location.hash) ? location.hash : '' });
			else if (this.#frame && event.source === this.#frame.contentWindow && event.origin === BASE.origin)
				this.#receive(event.data);
		}

		#theme() {
			const theme = this.getAttribute('theme');
			return ['auto', 'light', 'dark'].includes(theme) ? theme : '';
		}

		#address() {
			const of = (name) => this.getAttribute(name);
			const article = of('article') || this.#made;
			const to = new URL(article ? `embed/${encodeURIComponent(article)}` : 'embed', BASE);
			const put = (name, value) => value && to.searchParams.set(name, value);
			if (!article) {
				if (of('key'))
					put('key', of('key'));
				else
					put('url', this.#page());
				put('site', of('site'));
			}
			put('theme', this.#theme());
			put('sort', of('sort'));
			to.hash = HASH.test(location.hash) ? location.hash : '';
			return to.href;
		}

		// The address of the article that this page shows.
		#page() {
			return this.getAttribute('url') || document.querySelector('link[rel=canonical]')?.href || location.href.split('#')[0];
		}

		// The site lets a page make its article. A navigation that replaces the frame's page adds no step to the history.
		async #begin() {
			const frame = this.#frame;
			if (this.#asks)
				return;
			this.#asks = true;
			const answer = await fetch(new URL('v1/articles/first-sight', BASE), {
				method: 'POST', credentials: 'omit', headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({ url: this.#page(), title: [...document.title].slice(0, 250).join('') || undefined, site: this.getAttribute('site') || undefined }),
			}).catch(() => null);
			const made = answer?.ok && (await answer.json()).id;
			this.#asks = false;
			if (frame !== this.#frame) // another article's by now
				return;
			this.#made = made;
			if (made)
				frame.contentWindow.location.replace(this.#address());
			else
				this.#say({ madang: 'refused', again: !answer || answer.status === 429 || answer.status >= 500 });
		}

		#load() {
			this.#near?.disconnect();
			if (this.offsetWidth < WIDTH_MIN) { // a page that narrow would be as tall as its words
				this.#wide ??= new ResizeObserver(() => this.offsetWidth >= WIDTH_MIN && (this.#wide.disconnect(), this.#frame ?? this.#load()));
				this.#wide.observe(this);
				return;
			}
			const frame = document.createElement('iframe');
			frame.src = this.#address();
			frame.loading = 'lazy';
			frame.title = this.getAttribute('label') || 'Discussion';
			frame.allow = 'clipboard-write; web-share; storage-access';
			frame.style.cssText = `display:block;width:100%;border:0;color-scheme:${this.#theme().replace(/^(auto)?$/, 'light dark')}`;
			frame.addEventListener('load', () => this.#say({ madang: 'hello', signOn: this.hasAttribute('sign-on') }));
			this.#height = Math.max(this.offsetHeight, HEIGHT_MIN);
			frame.style.height = `${this.#height}px`;
			this.#contents = [...this.childNodes];
			if (this.#contents.some((node) => node.nodeType === 1)) { // below the fragment, unseen, until it is ready
				this.style.position = 'relative';
				frame.style.position = 'absolute';
				frame.style.inset = '0 0 auto';
				frame.style.visibility = 'hidden';
				frame.loading = 'eager';
				this.#late = setTimeout(() => this.#end(), READY_MS);
			}
			this.#frame = frame;
			this.append(frame);
		}

		// The margins of the fragment's first and last lines may reach out of this element; they stay when the fragment goes. Set
		// before, because a browser that anchors its scroll position would follow the move.
		#keepMargins() {
			if (!/^(block|flow-root|list-item)$/.test(getComputedStyle(this.parentElement).display))
				return; // margins do not collapse
			const here = this.getBoundingClientRect(), above = this.#beside('previousElementSibling'), below = this.#beside('nextElementSibling');
			if (above)
				this.style.marginTop = `${here.top - above.getBoundingClientRect().bottom}px`;
			if (below)
				this.style.marginBottom = `${below.getBoundingClientRect().top - here.bottom}px`;
		}

		// The next box of the flow in this direction, if it is a block.
		#beside(way) {
			let box = this, style;
			do
				style = (box = box[way]) && getComputedStyle(box);
			while (box && (!box.getClientRects().length || /^[af]/.test(style.position) || style.float !== 'none')); // a script, a bar
			return /^(block|flow-root|list-item|flex|grid|table)$/.test(style?.display) && box;
		}

		// The frame takes the place of the fragment.
		#show() {
			this.#keepMargins();
			clearTimeout(this.#late);
			for (const node of this.#contents)
				node.remove();
			for (const name of ['position', 'inset', 'visibility'])
				this.#frame.style.removeProperty(name);
			for (const name of ['position', 'min-height'])
				this.style.removeProperty(name);
			this.#shown = true;
			addEventListener('scroll', this, { passive: true });
			this.#fitSoon();
			this.dispatchEvent(new CustomEvent('madang:ready', { bubbles: true }));
		}

		// A message comes at any time, when the browser may have scrolled further than this page knows: what stands below is in
		// sight by then. The place is right when the next picture is made, as it is in the event of a scroll.
		#fitSoon() {
			requestAnimationFrame(() => this.#shown && this.#fit(false));
		}

		// At first the frame keeps the height that was here. It takes its own when what stands below is out of sight, or
		// when the reader turns to it.
		#fit(acts) {
			const frame = this.#frame;
			if (!frame || !(this.#free || acts || this.getBoundingClientRect().bottom >= innerHeight))
				return;
			removeEventListener('scroll', this);
			this.#free = true;
			frame.style.height = SIZED ? 'auto' : `${this.#height}px`;
			if (SIZED)
				frame.style.setProperty('frame-sizing', 'content-height');
		}

		#end() {
			clearTimeout(this.#late);
			removeEventListener('scroll', this);
			this.#shown = this.#free = false;
			this.#frame?.remove();
			this.#frame = null;
			for (const name of ['position', 'margin-top', 'margin-bottom', 'min-height'])
				this.style.removeProperty(name);
			this.append(...this.#contents);
		}

		#say(message) {
			this.#frame?.contentWindow?.postMessage(message, BASE.origin);
		}

		// The newspaper's token for the reader who pressed "Sign in"; null: there is none. The frame drops a token that it did not ask for.
		signIn(token) {
			this.#say({ madang: 'token', token });
		}

		// A page's own script may take this over: it cancels the event and calls signIn(). Otherwise the address in `sign-on` is
		// asked; it answers {token}, or {location}, the page where the newspaper's readers sign in.
		async #signOn() {
			if (!this.dispatchEvent(new CustomEvent('madang:sign-in', { bubbles: true, cancelable: true })))
				return;
			const url = this.getAttribute('sign-on');
			const answer = url && await fetch(url, { method: 'POST', credentials: 'include', cache: 'no-store' }).catch(() => null);
			const { token = null, location: page } = (answer?.ok && await answer.json().catch(() => null)) || {};
			const to = page && new URL(page, location.href);
			if (!token && /^https?:$/.test(to?.protocol))
				location.assign(to);
			else
				this.signIn(token);
		}

		#receive(data) {
			const number = (value) => Number.isFinite(value) && value >= 0 && value <= HEIGHT_MAX;
			if (!data || typeof data !== 'object')
				return;
			if (number(data.height) && data.height >= 1 && data.height !== this.#height) {
				this.#height = Math.ceil(data.height);
				this.#fitSoon();
			}
			if (data.madang === 'unknown')
				this.#begin();
			else if (data.madang === 'turned')
				this.#fit(true);
			else if (data.madang === 'sign-on')
				this.#signOn();
			else if (data.madang === 'ready' && !this.#shown)
				this.#show();
			else if (data.madang === 'scroll' && number(data.top))
				scrollTo({ top: this.#frame.getBoundingClientRect().top + scrollY + data.top - 16 });
			else if ((data.madang === 'count' || data.madang === 'posted') && number(data.count))
				this.dispatchEvent(new CustomEvent(`madang:${data.madang}`, { bubbles: true, detail: { count: data.count } }));
		}
	}

	if (!customElements.get('madang-thread'))
		customElements.define('madang-thread', Thread);
})();
