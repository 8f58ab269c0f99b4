/**
 * The names under which the task hub stores orchestrations, entities and events. A running instance finds its code and
 * its events by these names, so they never change.
 */

/** The orchestration that carries one operation; its instance id is the operation's id, its input a `GoLive`. */
export const GO_LIVE = 'goLive';
/** The entity that keeps the order of an offer's operations; its key is the lane's. */
export const OFFER_LANE = 'offerLane';
export const REJECTION = 'rejection';
/** The one external event that a running operation listens to. */
export const SIGNAL_EVENT = 'signal';
