/** The room for past sessions (复盘). */
export const ReviewRoom = () => <main />
