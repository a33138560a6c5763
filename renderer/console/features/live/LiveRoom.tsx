/** The room on air (直播). */
export const LiveRoom = () => <main />
