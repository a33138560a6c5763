/** Offers to go on with a session that was cut off. */
export const ResumeDialog = () => null
