/** What a caller learns of a go-live, in the words that the generated types allow. */
export interface Ended {
  status: 'Succeeded' | 'Failed' | 'Canceled';
  error: string | undefined;
}
