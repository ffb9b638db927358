// Suggestions under the search box: the combobox pattern of ARIA 1.2. Without this script the box is a box.
const PAUSE = 80; // milliseconds of quiet before the archive is asked

class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    if (!this.input || this.list) return;
    this.list = document.createElement("ul");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.list.hidden = true;
    this.said = document.createElement("p");
    this.said.className = "unseen";
    this.said.setAttribute("role", "status");
    this.append(this.list, this.said);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "false");
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // A pointer must not take the focus away before the choice is made.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  get options() {
    return [...this.list.children];
  }

  get current() {
    return this.list.querySelector("[aria-selected=true]");
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking = new AbortController();
    const address = `${this.getAttribute("src")}?${new URLSearchParams({ q: this.input.value })}`;
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      this.show(answer.ok ? (await answer.json()).suggestions : []);
    } catch {
      this.close(); // a newer question, or no connection: the box works without
    }
  }

  show(suggestions) {
    if (document.activeElement !== this.input) return;
    this.list.replaceChildren(...suggestions.map((each, number) => this.option(each, number)));
    this.point(null);
    this.open(suggestions.length > 0);
    const count = suggestions.length;
    this.said.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}, arrow down to choose` : "";
  }

  option(suggestion, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.query = suggestion.query;
    const label = document.createElement("bdi");
    label.textContent = suggestion.label;
    const detail = document.createElement("span");
    detail.textContent = suggestion.detail;
    option.append(label, " ", detail);
    return option;
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = !this.list.hidden;
    if (event.key === "Escape" && open) this.close();
    else if (event.key === "Enter" && open && this.current) this.take(this.current);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event.key === "ArrowDown" ? 1 : -1);
    else return;
    event.preventDefault();
  }

  step(by) {
    if (!this.options.length) return;
    this.open(true);
    // One place more than there are options: past either end the text itself is meant again.
    const places = [null, ...this.options];
    const next = places.indexOf(this.current) + by;
    this.point(places[(next + places.length) % places.length]);
  }

  point(option) {
    for (const each of this.options) each.setAttribute("aria-selected", String(each === option));
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    this.input.value = option.dataset.query;
    this.input.focus();
    this.close();
    this.list.replaceChildren();
    if (this.input.value.endsWith(":")) this.later();
  }

  open(wanted) {
    this.list.hidden = !wanted;
    this.input.setAttribute("aria-expanded", String(wanted));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.point(null);
    this.open(false);
    this.said.textContent = "";
  }
}

customElements.define("search-suggestions", SearchSuggestions);
