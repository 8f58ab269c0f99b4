/** There is always time to send. */
export const inTime = () => true;
/** There is never time left to send. */
export const tooLate = () => false;
