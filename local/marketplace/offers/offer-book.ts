import { applyRules, type Call } from '../faults/apply-rules.ts';
import { Journal, type JournalEntry } from '../journal/journal.ts';
import type { Rule } from '../scenario/rule.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry } from './entry.ts';
import { beginOffer, type Offer, publishBefore } from './offer.ts';
import { type OfferName, offerGuid } from './offer-name.ts';
import type { Operation } from './operation.ts';
import { type Script, scriptFor } from './script.ts';
import type { StateFile } from './state-file.ts';

/** The publisher of offers that are named without one. */
const ANYBODY = 'contoso';
const JOURNAL_OF_OFFER = 1000;
const JOURNAL_OF_ALL = 50_000;

/** All offers: an offer exists from the moment it is first named. */
export class OfferBook {
  readonly journal = new Journal<JournalEntry>(JOURNAL_OF_ALL);
  readonly #entries = new Map<string, Entry>();
  /** By GUID; a forgotten offer stays listed, because its next entry has the same GUID. */
  readonly #offersByGuid = new Map<string, OfferName>();
  /** By offer id: the publisher for whom it was last scripted or, if it never was, first named. */
  readonly #offersById = new Map<string, OfferName>();
  readonly #now: () => number;
  readonly #file: StateFile | undefined;
  #defaults: Scenario = {};
  #requests = 0;

  constructor(now: () => number, file?: StateFile) {
    this.#now = now;
    this.#file = file;
    if (file === undefined) return;
    const state = file.load();
    this.#defaults = state.defaults;
    for (const stored of state.entries) {
      this.#add({ ...stored, journal: new Journal(JOURNAL_OF_OFFER) });
    }
  }

  get defaults(): Scenario {
    return this.#defaults;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The offer; one that is named for the first time is created from the defaults. */
  entry(publisherId: string, offerId: string): Entry {
    const known = this.#entries.get(keyOf({ publisherId, offerId }));
    return known ?? this.#open(publisherId, offerId, {});
  }

  /** The offer with a GUID, if it was ever named. */
  byGuid(guid: string): Entry | undefined {
    const name = this.#offersByGuid.get(guid.toLowerCase());
    return name && this.entry(name.publisherId, name.offerId);
  }

  /** The offer with an id, for callers that name no publisher; one that is new belongs to {@link ANYBODY}. */
  byOfferId(offerId: string): Entry {
    const { publisherId } = this.#offersById.get(offerId) ?? { publisherId: ANYBODY };
    return this.entry(publisherId, offerId);
  }

  /** The offer to which an operation belongs. */
  byOperation(operationId: string): Entry | undefined {
    return this.all().find(({ operations }) => operations.has(operationId));
  }

  all(): Entry[] {
    return [...this.#entries.values()];
  }

  script(entry: Entry): Script {
    return scriptFor(entry.scenario, this.#defaults);
  }

  /** Sets the behaviour of all offers without a scenario of their own; existing offers keep their state. */
  setDefaults(defaults: Scenario): void {
    this.#defaults = defaults;
    this.#file?.saveDefaults(defaults);
    for (const entry of this.#entries.values()) {
      if (entry.scenario.faults !== undefined || entry.ruleUses.length === 0) continue;
      entry.ruleUses = [];
      this.#file?.saveEntry(entry);
    }
  }

  /** Scripts one offer. Its state is reset when the scenario mentions state, and kept otherwise. */
  setScenario(publisherId: string, offerId: string, scenario: Scenario): Entry {
    const known = this.#entries.get(keyOf({ publisherId, offerId }));
    const speaksOfState = 'slots' in scenario || 'status' in scenario || 'running' in scenario;
    if (known === undefined) return this.#open(publisherId, offerId, scenario);
    if (speaksOfState) {
      this.forget(publisherId, offerId);
      const entry = this.#open(publisherId, offerId, scenario);
      entry.journal = known.journal;
      return entry;
    }
    this.#offersById.set(offerId, { publisherId, offerId });
    known.scenario = scenario;
    known.ruleUses = [];
    this.#file?.saveEntry(known);
    return known;
  }

  /** Forgets all offers and the defaults; the journal of all requests stays. */
  forgetAll(): void {
    this.#entries.clear();
    this.#offersById.clear();
    this.#defaults = {};
    this.#file?.deleteAll();
  }

  /** Forgets an offer; when it is named again it is created from the defaults. */
  forget(publisherId: string, offerId: string): void {
    this.#entries.delete(keyOf({ publisherId, offerId }));
    if (this.#offersById.get(offerId)?.publisherId === publisherId) this.#offersById.delete(offerId);
    this.#file?.deleteOffer(publisherId, offerId);
  }

  /** Stores what a command made of an offer. */
  save(entry: Entry, offer: Offer, operation?: Operation): void {
    entry.offer = offer;
    const changed = [offer.latest, operation].filter((each) => each !== undefined);
    for (const each of changed) entry.operations.set(each.id, each);
    this.#file?.saveEntry(entry, changed);
  }

  /** The faults that strike a call to the offer; counts the call for each rule. */
  strike(entry: Entry, call: Call): Rule[] {
    const { faults: rules } = this.script(entry);
    if (rules.length === 0) return [];
    const { faults, uses } = applyRules(rules, entry.ruleUses, call);
    entry.ruleUses = uses;
    this.#file?.saveEntry(entry);
    return faults;
  }

  /** Records a request in its offer's journal and in the journal of the whole marketplace. */
  record(entry: Entry | undefined, request: Omit<JournalEntry, 'number'>): JournalEntry {
    const recorded = { number: ++this.#requests, ...request };
    entry?.journal.add(recorded);
    this.journal.add(recorded);
    return recorded;
  }

  #open(publisherId: string, offerId: string, scenario: Scenario): Entry {
    const offer = beginOffer(publisherId, offerId, scriptFor(scenario, this.#defaults), this.#now());
    const entry: Entry = {
      offer,
      scenario,
      ruleUses: [],
      operations: new Map(),
      journal: new Journal(JOURNAL_OF_OFFER),
    };
    this.#add(entry);
    this.save(entry, offer, publishBefore(offer, this.script(entry), this.#now()));
    return entry;
  }

  #add(entry: Entry): void {
    const { publisherId, offerId } = entry.offer;
    const name = { publisherId, offerId };
    this.#entries.set(keyOf(name), entry);
    this.#offersByGuid.set(offerGuid(name), name);
    const isScripted = Object.keys(entry.scenario).length > 0;
    if (isScripted || !this.#offersById.has(offerId)) this.#offersById.set(offerId, name);
  }
}

function keyOf({ publisherId, offerId }: OfferName): string {
  return `${publisherId}/${offerId}`;
}
