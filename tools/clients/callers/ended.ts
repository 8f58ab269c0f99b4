/** What a caller learns about a go-live, typed by the generated types. */
export interface Ended {
  status: 'Succeeded' | 'Failed' | 'Canceled';
  error: string | undefined;
}
