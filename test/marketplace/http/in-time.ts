/** There is always time to send. */
export const inTime = () => true;
/** There is none. */
export const tooLate = () => false;
